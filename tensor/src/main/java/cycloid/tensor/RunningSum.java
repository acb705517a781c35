package cycloid.tensor;

import java.util.List;

/**
 * The running sum along an axis, from its beginning or from its end: each is the other's adjoint.
 *
 * <pre>
 * value          y[i] = x[0] + ... + x[i],   from the end   y[i] = x[i] + ... + x[n - 1]
 * pullback       the running sum of g from the other side
 * </pre>
 */
record RunningSum(int axis, boolean fromEnd) implements Differentiable {

  @Override
  public String name() {
    return "cumsum";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor x = operands.get(0).contiguous();
    Tensor out = Tensor.unwritten(x.dtype, x.shape, x.size);
    int n = x.shape[axis];
    int inner = Shapes.size("cumsum", Shapes.from(x.shape, axis + 1));
    if (x.size > 0) {
      int outer = x.size / (n * inner);
      cycloid.simd.RunningSum.run(
          x.dtype, outer, n, inner, fromEnd, x.storage, x.offset, out.storage, 0);
    }
    return List.of(out);
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    return cotangents.get(0).apply(new RunningSum(axis, !fromEnd), cotangents);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    return tangents.get(0).apply(this, tangents);
  }

  @Override
  public boolean readsOperands() {
    return false;
  }

  @Override
  public boolean readsResults() {
    return false;
  }
}
