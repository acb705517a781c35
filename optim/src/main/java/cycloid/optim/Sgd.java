package cycloid.optim;

/**
 * Stochastic gradient descent, with momentum and Nesterov's look ahead where asked for.
 *
 * <pre>
 * symbol       name          default  meaning
 * lr           lr            0.001    parameter change for a unit of gradient
 * mu           momentum      0        how much of the last direction goes on
 * tau          dampening     0        how much of the gradient is left out of the momentum, from the second step on
 * lambda       weightDecay   0        coupled: the gradient of weightDecay / 2 * |p|^2
 *              nesterov      0        1: the step is gradient plus momentum ahead; needs momentum &gt; 0, dampening = 0
 *              maximize      0        1: ascends
 * b            m                      momentum; state
 *
 * Memory:      one state for each parameter with momentum, none without
 * Source:      Robbins &amp; Monro 1951; Polyak 1964; Nesterov 1983; Sutskever et al. 2013. As PyTorch: the first momentum is
 *              the gradient itself; the learning rate is outside of the momentum
 * </pre>
 */
public final class Sgd {
  private static final Rule RULE = Rule.define("SGD")
      .source("Robbins & Monro 1951; Polyak 1964; Nesterov 1983; Sutskever et al. 2013")
      .hyperparameter("lr", 1e-3)
      .hyperparameter("momentum", 0)
      .hyperparameter("dampening", 0)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("nesterov", 0)
      .hyperparameter("maximize", 0)
      .state("m")
      .when("maximize", "g = -g")
      .when("weightDecay", "g = g + weightDecay * p")
      .when("momentum !dampening", "m = momentum * m + g")
      .when("momentum dampening", "m = momentum * m + where(t == 1, 1, 1 - dampening) * g")
      .when("!momentum", "p = p - lr * g")
      .when("momentum !nesterov", "p = p - lr * m")
      .when("nesterov", "p = p - lr * (g + momentum * m)")
      .checkedBy((rule, parameter) -> {}, Checks::nesterov);

  private Sgd() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
