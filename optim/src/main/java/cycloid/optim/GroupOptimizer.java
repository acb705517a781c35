package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Groups of parameters, each updated by its rule. */
final class GroupOptimizer implements Optimizer {
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final FiniteScan scan = new FiniteScan();
  private final GlobalNorm globalNorm = new GlobalNorm();
  private Clipping clipping;
  private double norm = Double.NaN;
  private NonFinite policy = NonFinite.PROPAGATE;
  private long steps;
  private long skipped;

  @Override
  public void step() {
    for (ParameterGroup group : groups) {
      group.prepare();
    }
    norm = clipping == null ? Double.NaN : globalNorm.of(groups, clipping.order());
    if (!Double.isFinite(norm)) {
      Parameter culprit = scan.firstNotFinite(groups, policy != NonFinite.PROPAGATE);
      if (culprit != null && policy != NonFinite.SKIP_STEP) {
        throw Checks.notFinite(culprit, culprit.latestGradient());
      }
      if (culprit != null) {
        skipped++;
        return;
      }
    }
    double rescale = clipping == null ? 1 : clipping.factor(norm);
    for (ParameterGroup group : groups) {
      group.update(rescale);
    }
    steps++;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public List<ParameterGroup> groups() {
    return Collections.unmodifiableList(groups);
  }

  @Override
  public ParameterGroup add(Rule rule, List<Parameter> parameters) {
    Set<Parameter> known = Collections.newSetFromMap(new IdentityHashMap<>());
    groups.forEach(group -> known.addAll(group.parameters()));
    for (Parameter parameter : parameters) {
      if (!known.add(parameter)) {
        throw Checks.twice(rule.name(), parameter);
      }
    }
    ParameterGroup group = new ParameterGroup(rule, parameters, this::steps);
    groups.add(group);
    return group;
  }

  @Override
  public Optimizer onNonFinite(NonFinite policy) {
    this.policy = policy;
    return this;
  }

  @Override
  public Optimizer clip(Clipping clipping) {
    this.clipping = clipping;
    return this;
  }

  @Override
  public double gradientNorm() {
    return norm;
  }

  @Override
  public long skippedSteps() {
    return skipped;
  }

  @Override
  public OptimizerState state() {
    return Checkpoint.of(steps, groups);
  }

  @Override
  public void load(OptimizerState state) {
    steps = Checkpoint.restore(state, groups);
  }

  @Override
  public void forget() {
    groups.forEach(ParameterGroup::forget);
  }

  /** The equations of all groups. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (ParameterGroup group : groups) {
      text.append(text.isEmpty() ? "" : "\n").append(group.rule());
    }
    return text.toString();
  }
}
