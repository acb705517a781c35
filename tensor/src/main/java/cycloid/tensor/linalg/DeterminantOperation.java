package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The determinant of square matrices, by LU with partial pivoting.
 *
 * <pre>
 * pullback     ga = g det(a) a^-T
 * pushforward  d det = det(a) tr(a^-1 da)
 * </pre>
 */
record DeterminantOperation() implements Differentiable {

  @Override
  public String name() {
    return "det";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0);
    Checks.squares(name(), a);
    double[] lu = a.toDoubleArray();
    int n = Matrices.rows(a);
    int[] pivots = new int[n];
    double[] det = new double[Matrices.batch(a.shape(), 2)];
    for (int batch = 0; batch < det.length; batch++) {
      int at = batch * n * n;
      LuFactorization.factor(n, n, lu, at, pivots);
      det[batch] = LuFactorization.sign(pivots);
      for (int i = 0; i < n; i++) {
        det[batch] *= lu[at + i * n + i];
      }
    }
    return List.of(Matrices.tensor(a.dtype(), det, Matrices.shape(a.shape(), 2)));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A inverse = Linalg.inv(operands.get(0));
    A factor = Rules.perMatrix(cotangents.get(0).mul(results.get(0)));
    return List.of(inverse.matrixTranspose().mul(factor));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A inverse = Linalg.inv(operands.get(0));
    return List.of(results.get(0).mul(Rules.inner(inverse.matrixTranspose(), tangents.get(0))));
  }
}
