package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The eigenvalues of symmetric matrices, without eigenvectors; these are computed when the derivative is asked for.
 *
 * <pre>
 * pullback     ga = v diag(gw) v'
 * pushforward  dw = diag(v' da v)
 * </pre>
 */
record EigvalshOperation() implements Differentiable {

  @Override
  public String name() {
    return "eigvalsh";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return EighOperation.decompose(name(), operands.get(0), false);
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A v = Linalg.eigh(operands.get(0)).vectors();
    A scaled = v.mul(cotangents.get(0).unsqueeze(-2));
    return List.of(scaled.matmul(v.matrixTranspose()));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A v = Linalg.eigh(operands.get(0)).vectors();
    return List.of(Rules.symmetric(tangents.get(0)).matmul(v).mul(v).sum(-2));
  }

  @Override
  public boolean readsResults() {
    return false;
  }
}
