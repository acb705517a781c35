package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The principal square root, x x = a.
 *
 * <pre>
 * pullback     x'ga + ga x' = gx
 * pushforward  x dx + dx x = da
 * </pre>
 */
record PrincipalSqrtOperation() implements Differentiable {
  static final PrincipalSqrtOperation INSTANCE = new PrincipalSqrtOperation();

  @Override
  public String name() {
    return "principalSqrt";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return List.of(Batches.map(a -> valueOf(a[0]), operands));
  }

  private Tensor valueOf(Tensor a) {
    int n = a.size(0);
    RealSchur schur = RealSchur.of(name(), n, a.toDoubleArray());
    double[] root = new SchurRoot(a, schur).root();
    Tensor u = Tensor.wrap(schur.u, n, n);
    return Rules.product(u, Tensor.wrap(root, n, n), u.transpose());
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A x = results.get(0).matrixTranspose();
    return List.of(MatrixFunctions.sylvester(x, x, cotangents.get(0)));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A x = results.get(0);
    return List.of(MatrixFunctions.sylvester(x, x, tangents.get(0)));
  }
}
