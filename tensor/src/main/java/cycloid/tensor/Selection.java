package cycloid.tensor;

import cycloid.simd.Gather;
import java.util.List;

/**
 * Single elements of an array, or its adjoint, which adds elements into zeros.
 *
 * <pre>
 * taking:    out[i] = x[indices[i]]
 * adding:    out = 0; out[indices[i]] += x[i] for i = 0, 1, ...
 * </pre>
 *
 * @param operation what it is called
 * @param indices positions among all elements in row-major order; kept, not copied
 * @param whole the shape that is taken from or added into
 * @param part the shape of the elements taken
 * @param adding which of the two
 */
record Selection(String operation, int[] indices, int[] whole, int[] part, boolean adding)
    implements Differentiable {

  @Override
  public String name() {
    return operation;
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor x = operands.get(0).contiguous();
    int[] shape = adding ? whole : part;
    int size = Shapes.size(operation, shape);
    Tensor out =
        adding ? Placement.zeros(x.dtype, shape, size) : Placement.unwritten(x.dtype, shape, size);
    if (adding) {
      Gather.add(x.dtype, indices, 1, x.storage, x.offset, out.storage, out.offset);
    } else {
      Gather.take(x.dtype, indices, 1, x.storage, x.offset, out.storage, out.offset);
    }
    return List.of(out);
  }

  @Override
  public boolean readsOperands() {
    return false;
  }

  @Override
  public boolean readsResults() {
    return false;
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    Selection adjoint = new Selection(operation, indices, whole, part, !adding);
    return cotangents.get(0).apply(adjoint, cotangents);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    return tangents.get(0).apply(this, tangents);
  }
}
