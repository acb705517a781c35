package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * Rprop: every element has a step of its own that grows while the sign of its gradient stays and shrinks when it
 * changes. For gradients of all data at once.
 *
 * <pre>
 * paper      name      default  meaning
 *            lr        0.01     first step of an element
 * eta-       etaMinus  0.5      what a step shrinks by
 * eta+       etaPlus   1.2      what it grows by
 * Delta min  least     1e-6     least step
 * Delta max  most      50       largest step
 *            maximize  0        1: ascends
 * Delta      d                  step of each element; state
 * g(t-1)     last               the gradient before, 0 where the sign changed; state
 *
 * Memory:      two states for each parameter
 * Edge:        a learning rate that is changed later has no effect
 * Source:      Riedmiller &amp; Braun 1993; without stepping back: Igel &amp; Huesken 2000 (iRprop-). As PyTorch
 * </pre>
 */
public final class Rprop {
  private static final Rule RULE = Rule.define("Rprop")
      .source("Riedmiller & Braun 1993; Igel & Huesken 2000")
      .hyperparameter("lr", 0.01)
      .hyperparameter("etaMinus", 0.5, Domain.POSITIVE)
      .hyperparameter("etaPlus", 1.2, Domain.POSITIVE)
      .hyperparameter("least", 1e-6, Domain.NOT_NEGATIVE)
      .hyperparameter("most", 50, Domain.POSITIVE)
      .hyperparameter("maximize", 0)
      .state("d", "last")
      .when("maximize", "g = -g")
      .line("s = sign(g * last)")
      .line("d = where(t == 1, lr, d) * where(s > 0, etaPlus, where(s < 0, etaMinus, 1))")
      .line("d = min(max(d, least), most)")
      .line("g = where(s < 0, 0, g)")
      .line("p = p - sign(g) * d")
      .line("last = g");

  private Rprop() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
