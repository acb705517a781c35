package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The singular values, without vectors; these are computed when the derivative is asked for.
 *
 * <pre>
 * pullback     ga = u diag(gs) v'
 * pushforward  ds = diag(u' da v)
 * </pre>
 */
record SvdvalsOperation() implements Differentiable {

  @Override
  public String name() {
    return "svdvals";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return SvdOperation.decompose(name(), operands.get(0), false, false);
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    Svd<A> svd = Linalg.svd(operands.get(0));
    return List.of(svd.u().mul(cotangents.get(0).unsqueeze(-2)).matmul(svd.vh()));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    Svd<A> svd = Linalg.svd(operands.get(0));
    A turned = tangents.get(0).matmul(svd.vh().matrixTranspose());
    return List.of(svd.u().mul(turned).sum(-2));
  }

  @Override
  public boolean readsResults() {
    return false;
  }
}
