package cycloid.tensor.linalg;

import cycloid.simd.Gemm;
import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The Moore-Penrose inverse p of a, by singular values; those up to {@code cutOff} times the greatest count as 0.
 *
 * <p>The derivative holds where the rank does not change.
 *
 * <pre>
 * pushforward  dp = -p da p + p p' da' (1 - a p) + (1 - p a) da' p' p
 * pullback     ga = -p' g p' + ((1 - a p) g' p) p' + p' (p g' (1 - p a))
 * Source:      Golub &amp; Pereyra 1973, The differentiation of pseudo-inverses
 * </pre>
 */
record PinvOperation(double cutOff) implements Differentiable {

  @Override
  public String name() {
    return "pinv";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0);
    Checks.matrices(name(), a);
    double[] values = a.toDoubleArray();
    Checks.finite(name(), a, values);
    int m = Matrices.rows(a);
    int n = Matrices.columns(a);
    int k = Math.min(m, n);
    int batches = Matrices.batch(a.shape(), 2);
    double[] p = new double[values.length];
    for (int batch = 0; batch < batches; batch++) {
      SingularValues svd = SingularValues.of(m, n, values, batch * m * n, true, false);
      svd.divideRows(cutOff);
      Gemm.gemm(n, m, k, 1.0, svd.vh, 0, 1, n, svd.u, 0, 1, k, 0.0, p, batch * n * m, m);
    }
    return List.of(Matrices.tensor(a.dtype(), p, Matrices.shape(a.shape(), 2, n, m)));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A a = operands.get(0);
    A p = results.get(0);
    A pt = p.matrixTranspose();
    A g = cotangents.get(0);
    A gt = g.matrixTranspose();
    A left = Rules.product(gt, p, pt);
    A right = Rules.product(pt, p, gt);
    A ga = left.sub(Rules.product(a, p, left))
        .add(right.sub(Rules.product(right, p, a)))
        .sub(Rules.product(pt, g, pt));
    return List.of(ga);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A a = operands.get(0);
    A p = results.get(0);
    A pt = p.matrixTranspose();
    A da = tangents.get(0);
    A dt = da.matrixTranspose();
    A left = Rules.product(p, pt, dt);
    A right = Rules.product(dt, pt, p);
    A dp = left.sub(Rules.product(left, a, p))
        .add(right.sub(Rules.product(p, a, right)))
        .sub(Rules.product(p, da, p));
    return List.of(dp);
  }
}
