package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The polar factors of a matrix with at least as many rows as columns: a = u p, u'u = 1, p symmetric and not negative.
 *
 * <pre>
 * pushforward  p y + y p = u'da - da'u;   du = u y + (1 - u u') da p^-1,   dp = u'da - y p
 * pullback     p y + y p = (k - k'),  k = u'gu - gp p;   ga = u (y + gp) + (1 - u u') gu p^-1
 * </pre>
 *
 * <p>The singular values enter as sums of two: only rank deficiency makes the derivative infinite, not equal values.
 */
record PolarOperation() implements Differentiable {
  static final PolarOperation INSTANCE = new PolarOperation();

  @Override
  public String name() {
    return "polar";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Svd<Tensor> svd = Linalg.svd(operands.get(0));
    Tensor v = svd.vh().matrixTranspose();
    Tensor p = Rules.product(v, svd.s().diagEmbed(), svd.vh());
    return List.of(svd.u().matmul(svd.vh()), Rules.symmetric(p));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A u = results.get(0);
    A p = results.get(1);
    A gu = cotangents.get(0);
    A gp = cotangents.get(1) == null ? null : Rules.symmetric(cotangents.get(1));
    A k = Rules.plus(
        gu == null ? null : u.matrixTranspose().matmul(gu),
        gp == null ? null : gp.matmul(p).neg());
    A y = MatrixFunctions.sylvester(p, p, k.sub(k.matrixTranspose()));
    A inside = u.matmul(Rules.plus(y, gp));
    return List.of(gu == null ? inside : inside.add(outside(u, p, gu)));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A u = results.get(0);
    A p = results.get(1);
    A da = tangents.get(0);
    A k = u.matrixTranspose().matmul(da);
    A y = MatrixFunctions.sylvester(p, p, k.sub(k.matrixTranspose()));
    return List.of(u.matmul(y).add(outside(u, p, da)), k.sub(y.matmul(p)));
  }

  /** (1 - u u') x p^-1. */
  private static <A extends Array<A>> A outside(A u, A p, A x) {
    return Linalg.solve(p, Rules.outside(u, x).matrixTranspose()).matrixTranspose();
  }
}
