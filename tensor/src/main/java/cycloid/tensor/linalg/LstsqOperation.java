package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The least squares solution of minimum norm, by singular values; those up to {@code cutOff} times the greatest count as
 * 0. Leading axes are equal.
 *
 * <p>The derivative holds where the rank does not change.
 *
 * <pre>
 * p, r         the Moore-Penrose inverse of a, the residual b - a x
 * pushforward  dx = p (db - da x) + p p' da' r + (1 - p a) da' p' x
 * pullback     gb = p' g,   ga = -gb x' + r (p gb)' + (p' x) ((1 - p a) g)'
 * Source:      Golub &amp; Pereyra 1973, The differentiation of pseudo-inverses
 * </pre>
 */
record LstsqOperation(double cutOff) implements Differentiable {

  @Override
  public String name() {
    return "lstsq";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0);
    Tensor b = operands.get(1);
    double[] values = a.toDoubleArray();
    Checks.finite(name(), a, values);
    double[] rhs = b.toDoubleArray();
    int m = Matrices.rows(a);
    int n = Matrices.columns(a);
    int k = Math.min(m, n);
    int width = Matrices.columns(b);
    int batches = Matrices.batch(a.shape(), 2);
    double[] x = new double[batches * n * width];
    double[] projected = new double[k * width];
    for (int batch = 0; batch < batches; batch++) {
      SingularValues svd = SingularValues.of(m, n, values, batch * m * n, true, false);
      svd.divideRows(cutOff);
      int bAt = batch * m * width;
      Gemm.gemm(k, width, m, 1.0, svd.u, 0, 1, k, rhs, bAt, width, 1, 0.0, projected, 0, width);
      Gemm.gemm(
          n,
          width,
          k,
          1.0,
          svd.vh,
          0,
          1,
          n,
          projected,
          0,
          width,
          1,
          0.0,
          x,
          batch * n * width,
          width);
    }
    return List.of(Matrices.tensor(a.dtype(), x, Matrices.shape(b.shape(), 2, n, width)));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A a = operands.get(0);
    A x = results.get(0);
    A g = cotangents.get(0);
    A p = Linalg.pinv(a, cutOff);
    A pt = p.matrixTranspose();
    A gb = pt.matmul(g);
    if (!wanted[0]) {
      return Arrays.asList(null, gb);
    }
    A r = operands.get(1).sub(a.matmul(x));
    A outside = g.sub(Rules.product(p, a, g));
    A ga = r.matmul(p.matmul(gb).matrixTranspose())
        .add(pt.matmul(x).matmul(outside.matrixTranspose()))
        .sub(gb.matmul(x.matrixTranspose()));
    return List.of(ga, gb);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A a = operands.get(0);
    A x = results.get(0);
    A da = tangents.get(0);
    A db = tangents.get(1);
    A p = Linalg.pinv(a, cutOff);
    if (da == null) {
      return List.of(p.matmul(db));
    }
    A dt = da.matrixTranspose();
    A r = operands.get(1).sub(a.matmul(x));
    A turned = Rules.product(dt, p.matrixTranspose(), x);
    A dx = p.matmul(Rules.plus(db, da.matmul(x).neg()))
        .add(p.matmul(p.matrixTranspose().matmul(dt.matmul(r))))
        .add(turned.sub(Rules.product(p, a, turned)));
    return List.of(dx);
  }
}
