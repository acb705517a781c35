package cycloid.optim.rules;

import cycloid.optim.Rule;

/**
 * MADGRAD: dual averaging with momentum; the cube root of weighted squared gradients divides their weighted sum.
 *
 * <pre>
 * paper    name         default  meaning
 *          lr           0.01     parameter change for a unit of the update
 * c        momentum     0.9      how much of the last point stays
 * epsilon  eps          1e-6     added to the cube root and to the rate
 * lambda   weightDecay  0        coupled: the gradient of weightDecay / 2 * |p|^2
 *          decoupled    0        1: a parameter loses lr * weightDecay of itself instead
 *          maximize     0        1: ascends
 * s, v     s, v                  weighted sums; state
 * x0       x                     where it began; state
 *
 * Memory:      three states for each parameter
 * Source:      Defazio &amp; Jelassi 2022, arXiv:2101.11075. As optax
 * </pre>
 */
public final class Madgrad {
  private static final Rule RULE = Rule.define("MADGRAD")
      .source("Defazio & Jelassi 2022, arXiv:2101.11075")
      .hyperparameter("lr", 0.01)
      .hyperparameter("momentum", 0.9)
      .hyperparameter("eps", 1e-6)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("decoupled", 0)
      .hyperparameter("maximize", 0)
      .state("s", "v", "x")
      .when("maximize", "g = -g")
      .when("weightDecay !decoupled", "g = g + weightDecay * p")
      .line("a = (lr + eps) * sqrt(t)")
      .line("x = where(t == 1, p, x)")
      .line("s = s + a * g")
      .line("v = v + a * g^2")
      .line("z = x - s / (cbrt(v) + eps)")
      .when("!decoupled", "p = momentum * p + (1 - momentum) * z")
      .when("decoupled", "p = (momentum - (lr + eps) * weightDecay) * p + (1 - momentum) * z");

  private Madgrad() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
