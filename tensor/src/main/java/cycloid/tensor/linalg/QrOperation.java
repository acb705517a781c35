package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The thin QR factorization a = q r, or the full one, by blocked Householder reflections.
 *
 * <p>The derivative is that of the thin factorization of a matrix with at least as many rows as columns and full rank.
 *
 * <pre>
 * pullback     m = r gr' - gq' q,  copyltu(m) = lower(m) + strictly lower(m)'
 *              ga = (gq + q copyltu(m)) r^-T
 * pushforward  s = q' da r^-1,  w = strictly lower(s) - strictly lower(s)'
 *              dr = (s - w) r,   dq = da r^-1 - q (s - w)
 * Source:      Walter &amp; Lehmann 2018 (arXiv:1009.6112); Seeger et al. 2017 (arXiv:1710.08717)
 * </pre>
 */
record QrOperation(boolean full) implements Differentiable {

  @Override
  public String name() {
    return "qr";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0);
    Checks.matrices(name(), a);
    int m = Matrices.rows(a);
    int n = Matrices.columns(a);
    int k = full ? m : Math.min(m, n);
    double[] values = a.toDoubleArray();
    int batches = Matrices.batch(a.shape(), 2);
    double[][] q = new double[batches][];
    double[][] r = new double[batches][];
    for (int batch = 0; batch < batches; batch++) {
      int at = batch * m * n;
      if (Double.isNaN(Matrices.largest(m * n, values, at))) {
        q[batch] = Matrices.nan(m * k);
        r[batch] = Matrices.nan(k * n);
      } else {
        HouseholderQr qr = new HouseholderQr(m, n, values, at, false);
        q[batch] = qr.q(k);
        r[batch] = qr.r(k);
      }
    }
    int[] shape = a.shape();
    return List.of(
        Matrices.tensor(a.dtype(), Matrices.joined(q, m * k), Matrices.shape(shape, 2, m, k)),
        Matrices.tensor(a.dtype(), Matrices.joined(r, k * n), Matrices.shape(shape, 2, k, n)));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A q = results.get(0);
    A r = results.get(1);
    checkDerivative(q, r);
    A gq = cotangents.get(0);
    A gr = cotangents.get(1);
    A m = Rules.plus(
        gr == null ? null : r.matmul(gr.matrixTranspose()),
        gq == null ? null : gq.matrixTranspose().matmul(q).neg());
    A mirrored = m.tril(0).add(m.tril(-1).matrixTranspose());
    A sum = Rules.plus(gq, q.matmul(mirrored));
    // sum r^-T = (r^-1 sum')'
    A ga = Linalg.solveTriangular(r, sum.matrixTranspose(), false);
    return List.of(ga.matrixTranspose());
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A q = results.get(0);
    A r = results.get(1);
    checkDerivative(q, r);
    A transposed = tangents.get(0).matrixTranspose();
    A scaled = Linalg.solveTriangular(r.matrixTranspose(), transposed, true).matrixTranspose();
    A s = q.matrixTranspose().matmul(scaled);
    A below = s.tril(-1);
    A upper = s.sub(below).add(below.matrixTranspose());
    return List.of(scaled.sub(q.matmul(upper)), upper.matmul(r));
  }

  private <A extends Array<A>> void checkDerivative(A q, A r) {
    int n = Matrices.columns(r);
    if (n != Matrices.rows(r)) {
      throw Checks.fault(
          name(),
          "the derivative is that of thin factors of a matrix with at least as many rows as"
              + " columns",
          "q=%s, r=%s",
          Checks.described(q),
          Checks.described(r));
    }
  }
}
