package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The derivative L(A, E) of the exponential at A in the direction E.
 *
 * <p>It is a block of an exponential of twice the size, exp [[A, E], [0, A]] = [[exp A, L(A, E)], [0, exp A]] (Van Loan
 * 1978; Higham 2008, Theorem 3.6). With M that matrix and the other sides set into blocks likewise, its own derivatives are
 * values of L:
 *
 * <pre>
 * pullback     D = L(M', [[0, gL], [0, 0]]),   gA = D_11 + D_22,   gE = D_12
 * pushforward  dL = the block 12 of L(M, [[dA, dE], [0, dA]])
 * </pre>
 */
record ExponentialDerivativeOperation() implements Differentiable {
  static final ExponentialDerivativeOperation INSTANCE = new ExponentialDerivativeOperation();

  @Override
  public String name() {
    return "expDerivative";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return List.of(Batches.map(x -> valueOf(x[0], x[1]), operands));
  }

  private static Tensor valueOf(Tensor a, Tensor e) {
    return ExponentialOperation.isFinite(a)
        ? ExponentialDerivative.of(a, e)
        : Tensor.full(DType.F64, Double.NaN, a.shape());
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A a = operands.get(0);
    A zero = zero(a);
    A m = blocks(a, operands.get(1), a);
    A d = MatrixFunctions.expDerivative(m.matrixTranspose(), blocks(zero, cotangents.get(0), zero));
    int n = a.size(-1);
    A upper = d.narrow(-2, 0, n);
    A corner = d.narrow(-2, n, 2 * n).narrow(-1, n, 2 * n);
    return List.of(upper.narrow(-1, 0, n).add(corner), upper.narrow(-1, n, 2 * n));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A a = operands.get(0);
    A da = tangents.get(0) == null ? zero(a) : tangents.get(0);
    A de = tangents.get(1) == null ? zero(a) : tangents.get(1);
    A l = MatrixFunctions.expDerivative(blocks(a, operands.get(1), a), blocks(da, de, da));
    int n = a.size(-1);
    return List.of(l.narrow(-2, 0, n).narrow(-1, n, 2 * n));
  }

  /** [[a, b], [0, c]]. */
  private static <A extends Array<A>> A blocks(A a, A b, A c) {
    A upper = a.concat(-1, List.of(b));
    A lower = zero(a).concat(-1, List.of(c));
    return upper.concat(-2, List.of(lower));
  }

  private static <A extends Array<A>> A zero(A like) {
    return like.constant(Tensor.zeros(like.dtype(), like.shape()));
  }

  @Override
  public boolean readsResults() {
    return false;
  }
}
