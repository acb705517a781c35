package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * A function of symmetric matrices: f(a + s) = v diag(f(w + s)) v' with the eigenvalues w and eigenvectors v of a, and a
 * shift s = ridge - min(0, least w), of which the second part, for rounding, counts as constant.
 *
 * <pre>
 * k[i,j]       (f(w[i]) - f(w[j])) / (w[i] - w[j])
 * pullback     ga = v (k * (v' gx v)) v'
 * pushforward  dx = v (k * (v' da v)) v'
 * Source:      Daleckii &amp; Krein 1965; Higham 2008, Theorem 3.11
 * </pre>
 *
 * @param f the function
 * @param ridge added to every eigenvalue; if it is 0 there is no shift at all
 */
record SymmetricFunctionOperation(SpectralFunction f, double ridge) implements Differentiable {
  @Override
  public String name() {
    return f.name();
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor a = operands.get(0);
    Eigh<Tensor> eigen = Linalg.eigh(a);
    Tensor w = shifted(a, eigen.values());
    Tensor x =
        Rules.product(eigen.vectors(), f.value(w).diagEmbed(), eigen.vectors().matrixTranspose());
    return List.of(Rules.symmetric(x));
  }

  /** The shifted eigenvalues, on which f is defined. */
  private Tensor shifted(Tensor a, Tensor values) {
    if (values.size() == 0) {
      return values;
    }
    Tensor w = values.add(shift(values));
    int n = w.size(-1);
    Tensor rounding = w.abs().max(new int[] {-1}, true).mul(n * Matrices.epsilon(w.dtype()));
    if (f.isDefinedAtZero()) {
      Checks.eigenvalues(name(), "not be negative", a, w.add(rounding).min().item() >= 0, values);
      return w.relu();
    }
    Checks.eigenvalues(name(), "be positive", a, w.min().item() > 0, values);
    return w;
  }

  private Tensor shift(Tensor values) {
    Tensor zero = Tensor.scalar(values.dtype(), 0);
    return ridge == 0
        ? zero
        : values.min(new int[] {-1}, true).minimum(zero).neg().add(ridge);
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    return List.of(turned(operands.get(0), Rules.symmetric(cotangents.get(0))));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    return List.of(turned(operands.get(0), Rules.symmetric(tangents.get(0))));
  }

  /** v (k * (v' x v)) v'. */
  private <A extends Array<A>> A turned(A a, A x) {
    Eigh<A> eigen = Linalg.eigh(a);
    A v = eigen.vectors();
    A w = eigen.values().add(a.constant(shift(eigen.values().value())));
    A k = f.differenceQuotient(w.unsqueeze(-1), w.unsqueeze(-2));
    A inner = Rules.product(v.matrixTranspose(), x, v).mul(k);
    return Rules.product(v, inner, v.matrixTranspose());
  }

  @Override
  public boolean readsResults() {
    return false;
  }
}
