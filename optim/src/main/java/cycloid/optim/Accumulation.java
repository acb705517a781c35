package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Several small batches as one large: gradients are averaged over some calls, and any optimizer steps at the last of them.
 *
 * <pre>{@code
 * Accumulation optimizer = Accumulation.around(AdamW.rule().on(model.parameters()), 4);
 * for (...) {
 *   ... // gradients of a small batch, by their mean
 *   optimizer.step();
 * }
 * }</pre>
 *
 * <pre>
 * Equation:  a = a + (g - a) / n at the n-th call; at the last, a is the gradient of the step
 * Edge:      a parameter that has no gradient in some calls is averaged over the others. Save state between rounds:
 *            what was accumulated within one is not part of the optimizer's
 * Memory:    one copy of the gradients
 * </pre>
 */
public final class Accumulation {
  private final Optimizer inner;
  private final long calls;
  private final Map<Parameter, Tensor> means = new IdentityHashMap<>();
  private final Map<Parameter, Integer> counts = new IdentityHashMap<>();
  private long called;

  private Accumulation(Optimizer inner, long calls) {
    Checks.stepCount("Accumulation", "calls", calls, 1);
    this.inner = inner;
    this.calls = calls;
  }

  /** Around an optimizer, which steps at every {@code calls}-th call. */
  public static Accumulation around(Optimizer inner, long calls) {
    return new Accumulation(inner, calls);
  }

  /** The optimizer within. */
  public Optimizer inner() {
    return inner;
  }

  /** Takes the gradients in; returns whether the optimizer stepped, with their means as the parameters' gradients. */
  public boolean step() {
    inner.groups().forEach(group -> group.parameters().forEach(this::take));
    called++;
    if (called < calls) {
      return false;
    }
    means.forEach(Parameter::setGradient);
    means.clear();
    counts.clear();
    called = 0;
    inner.step();
    return true;
  }

  private void take(Parameter parameter) {
    if (parameter.latestGradient() != null) {
      Tensor g = parameter.latestGradient();
      int n = counts.merge(parameter, 1, Integer::sum);
      if (n == 1) {
        means.put(parameter, g.copy());
      } else {
        Tensor a = means.get(parameter);
        a.addInPlace(1.0 / n, g.sub(a));
      }
    }
  }
}
