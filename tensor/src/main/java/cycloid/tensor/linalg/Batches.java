package cycloid.tensor.linalg;

import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Functions of one matrix, applied to each matrix of a batch. */
final class Batches {
  private Batches() {}

  /** The leading axes of a batch of matrices. */
  static int[] leading(int[] shape) {
    return Arrays.copyOf(shape, shape.length - 2);
  }

  /** The shape of a batch with other matrices. */
  static int[] withMatrix(int[] shape, int rows, int columns) {
    int[] result = shape.clone();
    result[shape.length - 2] = rows;
    result[shape.length - 1] = columns;
    return result;
  }

  /**
   * f of each matrix.
   *
   * @param matrixShape that of the results, which f may write to the same memory again and again
   */
  static Tensor map(Tensor a, int[] matrixShape, UnaryOperator<Tensor> f) {
    int[] shape = a.shape();
    Tensor result = Tensor.zeros(a.dtype(), withMatrix(shape, matrixShape[0], matrixShape[1]));
    Tensor operands = a.reshape(count(shape), shape[shape.length - 2], shape[shape.length - 1]);
    Tensor results = result.reshape(count(shape), matrixShape[0], matrixShape[1]);
    for (int i = 0; i < operands.size(0); i++) {
      results.select(0, i).copyFrom(f.apply(operands.select(0, i)));
    }
    return result;
  }

  private static int count(int[] shape) {
    return Shapes.size("batch", leading(shape));
  }
}
