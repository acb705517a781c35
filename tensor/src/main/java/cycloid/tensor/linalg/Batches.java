package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Functions of one matrix, or of a few, applied to each of a batch. */
final class Batches {
  private Batches() {}

  /**
   * f of the matrices at each index of the leading axes, computed in double precision; the result has the shape and the
   * dtype of the last operand.
   *
   * @param f gives a matrix of the shape of its last operand, which it may write to the same memory again and again
   * @param operands with equal leading axes
   */
  static Tensor map(Function<Tensor[], Tensor> f, List<Tensor> operands) {
    Tensor last = operands.get(operands.size() - 1);
    Tensor[] batches = new Tensor[operands.size()];
    Arrays.setAll(batches, k -> flat(operands.get(k).to(DType.F64)));
    Tensor result = Tensor.zeros(DType.F64, last.shape());
    each(f, batches, flat(result));
    return result.to(last.dtype());
  }

  /** f of the matrices at each index, in their dtype, written to `results`; all have one leading axis. */
  static void each(Function<Tensor[], Tensor> f, Tensor[] batches, Tensor results) {
    Tensor[] matrices = new Tensor[batches.length];
    for (int i = 0; i < results.size(0); i++) {
      int index = i;
      Arrays.setAll(matrices, k -> batches[k].select(0, index));
      results.select(0, i).copyFrom(f.apply(matrices));
    }
  }

  /** The leading axes as one. */
  static Tensor flat(Tensor x) {
    int[] shape = x.shape();
    int leading = shape.length - 2;
    int count = Shapes.size("batch", Arrays.copyOf(shape, leading));
    return x.reshape(count, shape[leading], shape[leading + 1]);
  }
}
