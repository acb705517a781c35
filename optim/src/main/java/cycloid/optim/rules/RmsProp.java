package cycloid.optim.rules;

import cycloid.optim.Domain;
import cycloid.optim.Rule;

/**
 * RMSprop: each element moves by its gradient over its root mean square gradient.
 *
 * <pre>
 * paper  name            default  meaning
 *        lr              0.01     parameter change for a unit of the update
 *        alpha           0.99     decay of the mean square
 *        eps             1e-8     added to the root
 *        epsInRoot       0        1: eps is added below the root
 *        centered        0        1: the root of the variance instead
 *        momentum        0        how much of the last step goes on
 *        nesterov        0        1: the step is looked up where momentum leads; needs momentum
 *        initial         0        the mean square before the first gradient
 *        biasCorrection  0        1: moments are divided by what their start at 0 takes away
 *        weightDecay     0        coupled: the gradient of weightDecay / 2 * |p|^2
 *        maximize        0        1: ascends
 *        v, a                     mean square and mean of gradients; state
 *        b                        momentum; state
 *
 * Memory:      one state for each parameter; one more if centered, one more with momentum
 * Edge:        a variance below 0 by rounding counts as 0, where PyTorch gives NaN
 * Source:      Tieleman &amp; Hinton 2012, lecture 6.5; centered: Graves 2013, arXiv:1308.0850. As PyTorch; optax:
 *              epsInRoot = 1, alpha = 0.9
 * </pre>
 */
public final class RmsProp {
  private static final Rule RULE = Rule.define("RMSprop")
      .source("Tieleman & Hinton 2012, lecture 6.5; centered: Graves 2013, arXiv:1308.0850")
      .hyperparameter("lr", 0.01)
      .hyperparameter("alpha", 0.99, Domain.FRACTION)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("epsInRoot", 0, Domain.FLAG)
      .hyperparameter("centered", 0, Domain.FLAG)
      .hyperparameter("momentum", 0)
      .hyperparameter("nesterov", 0)
      .hyperparameter("initial", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("biasCorrection", 0, Domain.FLAG)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .state("v", "a", "b")
      .when("maximize", "g = -g")
      .when("weightDecay", "g = g + weightDecay * p")
      .line("bias = where(biasCorrection == 1, 1 - alpha^t, 1)")
      .line("v = alpha * where(t == 1, initial, v) + (1 - alpha) * g^2")
      .when("!centered", "w = v / bias")
      .when("centered", "a = alpha * a + (1 - alpha) * g")
      .when("centered", "w = max(v / bias - (a / bias)^2, 0)")
      .line("u = g / (sqrt(w + epsInRoot * eps) + (1 - epsInRoot) * eps)")
      .when("!momentum", "p = p - lr * u")
      .when("momentum", "b = momentum * b + u")
      .when("momentum !nesterov", "p = p - lr * b")
      .when("momentum nesterov", "p = p - lr * (u + momentum * b)");

  private RmsProp() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
