package cycloid.tensor.linalg;

import cycloid.simd.TriangularSolve;
import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The solution of t x = b for triangular matrices; the other triangle is not read. Leading axes are equal.
 *
 * <pre>
 * pullback     gb = t^-T gx,   gt = -gb x', its triangle
 * pushforward  dx = t^-1 (db - dt x), with the triangle of dt
 * </pre>
 */
record TriangularSolveOperation(boolean lower, boolean unit) implements Differentiable {

  @Override
  public String name() {
    return "solveTriangular";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor t = operands.get(0);
    Tensor b = operands.get(1);
    int n = Matrices.rows(t);
    int width = Matrices.columns(b);
    double[] values = t.toDoubleArray();
    double[] x = b.toDoubleArray();
    for (int batch = 0; batch < Matrices.batch(t.shape(), 2); batch++) {
      int at = batch * n * n;
      for (int i = 0; i < n && !unit; i++) {
        if (values[at + i * n + i] == 0) {
          throw Checks.singular(name(), t, batch, i);
        }
      }
      TriangularSolve.left(lower, unit, n, width, values, at, n, 1, x, batch * n * width, width);
    }
    return List.of(Matrices.tensor(t.dtype(), x, b.shape()));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A transposed = operands.get(0).matrixTranspose();
    A gb = Linalg.solveTriangular(transposed, cotangents.get(0), !lower, unit);
    A gt = wanted[0] ? triangle(gb.matmul(results.get(0).matrixTranspose()).neg()) : null;
    return Arrays.asList(gt, gb);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A dt = tangents.get(0);
    A change = dt == null ? null : triangle(dt).matmul(results.get(0)).neg();
    A rhs = Rules.plus(tangents.get(1), change);
    return List.of(Linalg.solveTriangular(operands.get(0), rhs, lower, unit));
  }

  private <A extends Array<A>> A triangle(A a) {
    int outside = unit ? 1 : 0;
    return lower ? a.tril(-outside) : a.triu(outside);
  }
}
