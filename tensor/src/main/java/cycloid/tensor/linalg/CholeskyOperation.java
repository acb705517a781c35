package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The lower Cholesky factor, a = l l', as a function of symmetric matrices.
 *
 * <pre>
 * Phi(x)       the lower triangle of x with its diagonal halved
 * pullback     ga = l^-T Phi(l' gl) l^-1, made symmetric
 * pushforward  dl = l Phi(l^-1 da l^-T)
 * Source:      Murray 2016, Differentiation of the Cholesky decomposition (arXiv:1602.07527), section 3
 * </pre>
 */
record CholeskyOperation() implements Differentiable {

  @Override
  public String name() {
    return "cholesky";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0);
    Checks.squares(name(), a);
    int n = Matrices.rows(a);
    double[] l = a.toDoubleArray();
    for (int batch = 0; batch < Matrices.batch(a.shape(), 2); batch++) {
      int failed = CholeskyFactorization.factor(n, l, batch * n * n);
      if (failed > 0) {
        throw Checks.notPositiveDefinite(name(), a, batch, failed);
      }
    }
    return List.of(Matrices.tensor(a.dtype(), l, a.shape()));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A l = results.get(0);
    A transposed = l.matrixTranspose();
    A phi = Rules.lowerHalved(transposed.matmul(cotangents.get(0)));
    // l^-T phi l^-1 = l^-T (l^-T phi')'
    A half = Linalg.solveTriangular(transposed, phi.matrixTranspose(), false);
    A whole = Linalg.solveTriangular(transposed, half.matrixTranspose(), false);
    return List.of(Rules.symmetric(whole));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A l = results.get(0);
    A half = Linalg.solveTriangular(l, Rules.symmetric(tangents.get(0)), true);
    A whole = Linalg.solveTriangular(l, half.matrixTranspose(), true);
    return List.of(l.matmul(Rules.lowerHalved(whole)));
  }
}
