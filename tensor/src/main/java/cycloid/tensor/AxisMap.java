package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.SparseRows;
import java.util.List;

/**
 * A linear map along an axis, by a sparse matrix: pooling by averages, interpolation. Its adjoint is the map of the
 * transposed matrix.
 *
 * <pre>
 * Formula:   out[..., i, ...] = sum_j matrix[i, j] * x[..., j, ...]
 * </pre>
 *
 * @param operation what it is called
 * @param axis the axis, from 0
 * @param matrix its rows give the new axis, its columns meet the old one
 */
record AxisMap(String operation, int axis, SparseRows matrix) implements Differentiable {

  static <A extends Array<A>> A apply(String operation, A x, int axis, SparseRows matrix) {
    return x.apply(new AxisMap(operation, axis, matrix), List.of(x)).get(0);
  }

  @Override
  public String name() {
    return operation;
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor x = operands.get(0).contiguous();
    int[] shape = Shapes.replaced(x.shape, axis, matrix.rows());
    Tensor out = Tensor.unwritten(x.dtype, shape, Shapes.size(operation, shape));
    int inner = Shapes.size(operation, Shapes.from(x.shape, axis + 1));
    if (out.size > 0) {
      int outer = out.size / matrix.rows() / inner;
      if (x.dtype == DType.F32) {
        matrix.apply(outer, inner, (float[]) x.storage, x.offset, (float[]) out.storage, 0);
      } else {
        matrix.apply(outer, inner, (double[]) x.storage, x.offset, (double[]) out.storage, 0);
      }
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
    return List.of(apply(operation, cotangents.get(0), axis, matrix.transpose()));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    return List.of(apply(operation, tangents.get(0), axis, matrix));
  }
}
