package cycloid.tensor.linalg;

import cycloid.simd.TriangularSolve;
import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The solution of a x = b for general square matrices, by LU with partial pivoting. Leading axes are equal.
 *
 * <pre>
 * pullback     gb = a^-T gx,   ga = -gb x'
 * pushforward  dx = a^-1 (db - da x)
 * </pre>
 *
 * @param name solve or inv
 */
record SolveOperation(String name) implements Differentiable {

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0);
    Tensor b = operands.get(1);
    int n = Matrices.rows(a);
    int width = Matrices.columns(b);
    double[] lu = a.toDoubleArray();
    double[] x = b.toDoubleArray();
    int[] pivots = new int[n];
    for (int batch = 0; batch < Matrices.batch(a.shape(), 2); batch++) {
      int at = batch * n * n;
      LuFactorization.factor(n, n, lu, at, pivots);
      for (int i = 0; i < n; i++) {
        if (lu[at + i * n + i] == 0) {
          throw Checks.singular(name, a, batch, i);
        }
      }
      int xAt = batch * n * width;
      LuFactorization.permute(width, pivots, x, xAt);
      TriangularSolve.left(true, true, n, width, lu, at, n, 1, x, xAt, width);
      TriangularSolve.left(false, false, n, width, lu, at, n, 1, x, xAt, width);
    }
    return List.of(Matrices.tensor(a.dtype(), x, b.shape()));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A gb = Linalg.solve(operands.get(0).matrixTranspose(), cotangents.get(0));
    A ga = wanted[0] ? gb.matmul(results.get(0).matrixTranspose()).neg() : null;
    return Arrays.asList(ga, gb);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A da = tangents.get(0);
    A change = da == null ? null : da.matmul(results.get(0)).neg();
    return List.of(Linalg.solve(operands.get(0), Rules.plus(tangents.get(1), change)));
  }
}
