package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The exponential of matrices.
 *
 * <pre>
 * pullback     gA = L(A', gX)
 * pushforward  dX = L(A, dA)         L: {@link ExponentialDerivativeOperation}
 * </pre>
 */
record ExponentialOperation() implements Differentiable {
  static final ExponentialOperation INSTANCE = new ExponentialOperation();

  @Override
  public String name() {
    return "exp";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return List.of(Batches.map(x -> valueOf(x[0]), operands));
  }

  private static Tensor valueOf(Tensor a) {
    return isFinite(a) ? Exponential.of(a) : Tensor.full(DType.F64, Double.NaN, a.shape());
  }

  static boolean isFinite(Tensor x) {
    return Double.isFinite(x.sub(x).sum().item());
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    return List.of(
        MatrixFunctions.expDerivative(operands.get(0).matrixTranspose(), cotangents.get(0)));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    return List.of(MatrixFunctions.expDerivative(operands.get(0), tangents.get(0)));
  }

  @Override
  public boolean readsResults() {
    return false;
  }
}
