package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lookahead: any optimizer runs ahead for some steps; slow parameters then follow a part of the way, and it goes on from
 * there.
 *
 * <pre>{@code
 * Lookahead optimizer = Lookahead.around(AdamW.rule().on(model.parameters()));
 * for (...) {
 *   ... // gradients
 *   optimizer.step();
 * }
 * }</pre>
 *
 * <pre>
 * Equation:  after every k-th step: slow = slow + alpha (p - slow), p = slow;  slow begins with the parameters
 * Defaults:  k = 5, alpha = 0.5
 * Memory:    one copy of the parameters
 * Source:    Zhang, Lucas, Hinton &amp; Ba 2019 (arXiv:1907.08610)
 * </pre>
 */
public final class Lookahead {
  private static final String SLOW = "lookahead.";

  private final Optimizer inner;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Tensor> slow = new ArrayList<>();
  private long every = 5;
  private double share = 0.5;
  private boolean resets;

  private Lookahead(Optimizer inner) {
    this.inner = inner;
    inner.groups().forEach(group -> parameters.addAll(group.parameters()));
    parameters.forEach(parameter -> slow.add(parameter.value().copy()));
  }

  /** Around an optimizer, whose parameters are all there. */
  public static Lookahead around(Optimizer inner) {
    return new Lookahead(inner);
  }

  /** Sets how many steps the optimizer runs ahead: k. */
  public Lookahead every(long steps) {
    Checks.stepCount("Lookahead", "every", steps, 1);
    this.every = steps;
    return this;
  }

  /** Sets how far the slow parameters follow: alpha, in (0, 1]. */
  public Lookahead share(double alpha) {
    Checks.part("Lookahead", "share", alpha);
    this.share = alpha;
    return this;
  }

  /** The optimizer forgets its state, as its momentum, where the slow parameters follow. */
  public Lookahead resets() {
    this.resets = true;
    return this;
  }

  /** The optimizer within. */
  public Optimizer inner() {
    return inner;
  }

  /** A step of the optimizer; after every k-th that it took, the slow parameters follow. */
  public void step() {
    long before = inner.steps();
    inner.step();
    if (inner.steps() == before || inner.steps() % every != 0) {
      return;
    }
    for (int i = 0; i < slow.size(); i++) {
      Tensor value = parameters.get(i).value();
      slow.set(i, slow.get(i).lerp(value, share));
      value.copyFrom(slow.get(i));
    }
    if (resets) {
      inner.forget();
    }
  }

  /** Copies of the slow parameters: those to evaluate with. */
  public List<Tensor> slow() {
    return slow.stream().map(Tensor::copy).toList();
  }

  /** A copy of all that a later run needs to go on with the same bits, apart from the parameters and settings. */
  public OptimizerState state() {
    OptimizerState state = inner.state();
    Map<String, Tensor> tensors = new HashMap<>(state.tensors());
    for (int i = 0; i < slow.size(); i++) {
      tensors.put(SLOW + i, slow.get(i).copy());
    }
    return new OptimizerState(tensors, state.properties());
  }

  /**
   * Goes on from a saved state; settings stay.
   *
   * @throws IllegalArgumentException if names, shapes or dtypes differ; nothing has changed then
   */
  public void load(OptimizerState state) {
    Map<String, Tensor> tensors = new HashMap<>(state.tensors());
    List<Tensor> saved = new ArrayList<>();
    for (int i = 0; i < slow.size(); i++) {
      saved.add(Checks.savedTensor(state.tensors(), SLOW + i));
      Checks.saved(SLOW + i, Checks.text(slow.get(i)), Checks.text(saved.get(i)));
      tensors.remove(SLOW + i);
    }
    inner.load(new OptimizerState(tensors, state.properties()));
    for (int i = 0; i < slow.size(); i++) {
      slow.set(i, saved.get(i).copy());
    }
  }
}
