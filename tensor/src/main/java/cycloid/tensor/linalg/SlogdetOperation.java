package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Sign and logarithm of the absolute value of the determinant, by LU with partial pivoting; the sign is constant.
 *
 * <pre>
 * pullback     ga = g a^-T
 * pushforward  d log|det| = tr(a^-1 da)
 * </pre>
 */
record SlogdetOperation() implements Differentiable {

  @Override
  public String name() {
    return "slogdet";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0);
    Checks.squares(name(), a);
    double[] lu = a.toDoubleArray();
    int n = Matrices.rows(a);
    int[] pivots = new int[n];
    double[] sign = new double[Matrices.batch(a.shape(), 2)];
    double[] log = new double[sign.length];
    for (int batch = 0; batch < sign.length; batch++) {
      int at = batch * n * n;
      LuFactorization.factor(n, n, lu, at, pivots);
      sign[batch] = LuFactorization.sign(pivots);
      for (int i = 0; i < n; i++) {
        double pivot = lu[at + i * n + i];
        sign[batch] *= Math.signum(pivot);
        log[batch] += StrictMath.log(Math.abs(pivot));
      }
    }
    int[] shape = Matrices.shape(a.shape(), 2);
    return List.of(Matrices.tensor(a.dtype(), sign, shape), Matrices.tensor(a.dtype(), log, shape));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    if (cotangents.get(1) == null) {
      return Arrays.asList((A) null);
    }
    A inverse = Linalg.inv(operands.get(0));
    return List.of(inverse.matrixTranspose().mul(Rules.perMatrix(cotangents.get(1))));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A inverse = Linalg.inv(operands.get(0));
    return Arrays.asList(null, Rules.inner(inverse.matrixTranspose(), tangents.get(0)));
  }

  @Override
  public boolean readsResults() {
    return false;
  }
}
