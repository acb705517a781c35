package cycloid.tensor;

import cycloid.simd.Convolution;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution, or one of its two adjoints.
 *
 * <pre>
 * RESULT   (x, w) -> y        INPUT   (y, w) -> x        WEIGHT   (x, y) -> w
 * </pre>
 *
 * <p>They are the partial derivatives of one form, linear in each of x, w and y: sum of y * convolution(x, w). So the
 * cotangent of each operand of one is another of them, and the three are closed under differentiation.
 *
 * @param kind which one
 * @param convolution its shapes
 */
record ConvolutionForm(Kind kind, Convolution convolution) implements Differentiable {
  enum Kind {
    RESULT,
    INPUT,
    WEIGHT
  }

  @Override
  public String name() {
    return switch (kind) {
      case RESULT -> "convolution";
      case INPUT -> "transposed convolution";
      case WEIGHT -> "weight gradient of a convolution";
    };
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0).contiguous();
    Tensor b = operands.get(1).contiguous();
    int[] shape = shape(kind);
    Tensor out = Placement.unwritten(a.dtype, shape, Shapes.size(name(), shape));
    switch (kind) {
      case RESULT ->
        convolution.apply(
            a.dtype, a.storage, a.offset, b.storage, b.offset, out.storage, out.offset);
      case INPUT ->
        convolution.inputAdjoint(
            a.dtype, a.storage, a.offset, b.storage, b.offset, out.storage, out.offset);
      case WEIGHT ->
        convolution.weightAdjoint(
            a.dtype, a.storage, a.offset, b.storage, b.offset, out.storage, out.offset);
    }
    return List.of(out);
  }

  /** The shape of what a form gives. */
  private int[] shape(Kind kind) {
    Convolution c = convolution;
    return switch (kind) {
      case RESULT ->
        new int[] {
          c.batch(), c.outChannels(), c.vertical().out(), c.horizontal().out()
        };
      case INPUT ->
        new int[] {c.batch(), c.inChannels(), c.vertical().in(), c.horizontal().in()};
      case WEIGHT ->
        new int[] {
          c.outChannels(),
          c.inChannels() / c.groups(),
          c.vertical().kernel(),
          c.horizontal().kernel()
        };
    };
  }

  @Override
  public Differentiable ofOneExample() {
    Convolution c = convolution;
    return new ConvolutionForm(
        kind,
        new Convolution(
            1, c.groups(), c.inChannels(), c.outChannels(), c.vertical(), c.horizontal()));
  }

  // ---- derivative

  @Override
  public boolean readsResults() {
    return false;
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A a = operands.get(0);
    A b = operands.get(1);
    A g = cotangents.get(0);
    return switch (kind) {
      case RESULT ->
        Arrays.asList(
            wanted[0] ? form(Kind.INPUT, g, b) : null, wanted[1] ? form(Kind.WEIGHT, a, g) : null);
      case INPUT ->
        Arrays.asList(
            wanted[0] ? form(Kind.RESULT, g, b) : null, wanted[1] ? form(Kind.WEIGHT, g, a) : null);
      case WEIGHT ->
        Arrays.asList(
            wanted[0] ? form(Kind.INPUT, b, g) : null, wanted[1] ? form(Kind.RESULT, a, g) : null);
    };
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A da = tangents.get(0);
    A db = tangents.get(1);
    A first = da == null ? null : form(kind, da, operands.get(1));
    A second = db == null ? null : form(kind, operands.get(0), db);
    return List.of(first == null ? second : second == null ? first : first.add(second));
  }

  private <A extends Array<A>> A form(Kind kind, A a, A b) {
    return a.apply(new ConvolutionForm(kind, convolution), List.of(a, b)).get(0);
  }
}
