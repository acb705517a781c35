package cycloid.optim;

/**
 * Lion: every element moves by the learning rate, in the direction that momentum and gradient agree on.
 *
 * <pre>
 * paper        name          default  meaning
 * eta          lr            0.0001   change of an element in a step; 3 to 10 times smaller than for AdamW
 * beta1        beta1         0.9      share of the momentum in the direction
 * beta2        beta2         0.99     decay of the momentum
 * lambda       weightDecay   0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *              maximize      0        1: ascends; the decay still shrinks
 * m            m                      momentum, which starts at 0; state
 *
 * Memory:      one state for each parameter
 * Edge:        a gradient of 0 still moves while m is not 0
 * Source:      Chen et al. 2023, Algorithm 2 (arXiv:2302.06675). As google/automl: the old m is in the direction
 * </pre>
 */
public final class Lion {
  private static final Rule RULE = Rule.define("Lion")
      .source("Chen et al. 2023, arXiv:2302.06675")
      .hyperparameter("lr", 1e-4)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.99)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("m")
      .when("maximize", "g = -g")
      .when("weightDecay", "p = (1 - lr * weightDecay) * p")
      .line("p = p - lr * sign(beta1 * m + (1 - beta1) * g)")
      .line("m = beta2 * m + (1 - beta2) * g");

  private Lion() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
