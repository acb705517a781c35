package cycloid.optim;

/**
 * AdamW: Adam, and apart from it a pull of the parameters towards 0.
 *
 * <pre>
 * paper        name          default  meaning
 * alpha        lr            0.001    largest change of an element in a step, about
 * beta1        beta1         0.9      decay of the mean
 * beta2        beta2         0.999    decay of the mean square
 * epsilon      eps           1e-8     added to the root after its correction
 * lambda       weightDecay   0.01     decoupled: a parameter loses lr * weightDecay of itself in a step
 *              epsRoot       0        added below the root
 *              amsgrad       0        1: the largest mean square so far instead of the present one
 *              nesterov      0        1: the mean is looked up where it will be after this gradient
 *              maximize      0        1: ascends; the decay still shrinks
 * m, v         m, v                   moments, which start at 0; state
 *
 * Memory:      two states for each parameter, three with amsgrad
 * Source:      Loshchilov &amp; Hutter 2019, Algorithm 2 (arXiv:1711.05101). As PyTorch: the decay comes first and is
 *              multiplied by lr, in the paper by the schedule's factor alone
 * </pre>
 */
public final class AdamW {
  private static final Rule RULE = Adam.moments(Rule.define("AdamW")
      .source("Loshchilov & Hutter 2019, arXiv:1711.05101")
      .hyperparameter("lr", 1e-3)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 1e-2)
      .hyperparameter("epsRoot", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("amsgrad", 0)
      .hyperparameter("nesterov", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v", "vmax")
      .when("maximize", "g = -g")
      .line("p = (1 - lr * weightDecay) * p"));

  private AdamW() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
