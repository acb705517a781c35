package cycloid.optim;

/**
 * Adam: each element moves by its mean gradient over its root mean square gradient.
 *
 * <pre>
 * paper        name          default  meaning
 * alpha        lr            0.001    largest change of an element in a step, about
 * beta1        beta1         0.9      decay of the mean
 * beta2        beta2         0.999    decay of the mean square
 * epsilon      eps           1e-8     added to the root after its correction
 *              weightDecay   0        coupled: the gradient of weightDecay / 2 * |p|^2; see {@link AdamW}
 *              epsRoot       0        added below the root
 *              amsgrad       0        1: the largest mean square so far instead of the present one
 *              nesterov      0        1: the mean is looked up where it will be after this gradient
 *              maximize      0        1: ascends
 * m, v         m, v                   moments, which start at 0; state
 * 1 - beta^t   1 / bias1, 1 / bias2   what the start at 0 takes away
 *
 * Memory:      two states for each parameter, three with amsgrad
 * Source:      Kingma &amp; Ba 2015, Algorithm 1 (arXiv:1412.6980); amsgrad: Reddi, Kale &amp; Kumar 2018 (arXiv:1904.09237).
 *              As PyTorch: the maximum of amsgrad is of uncorrected moments
 * </pre>
 */
public final class Adam {
  private static final Rule RULE = moments(Rule.define("Adam")
      .source("Kingma & Ba 2015, arXiv:1412.6980")
      .hyperparameter("lr", 1e-3)
      .hyperparameter("beta1", 0.9)
      .hyperparameter("beta2", 0.999)
      .hyperparameter("eps", 1e-8)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("epsRoot", 0, Domain.NOT_NEGATIVE)
      .hyperparameter("amsgrad", 0)
      .hyperparameter("nesterov", 0)
      .hyperparameter("maximize", 0)
      .state("m", "v", "vmax")
      .when("maximize", "g = -g")
      .when("weightDecay", "g = g + weightDecay * p"));

  private Adam() {}

  /** The lines that Adam and AdamW share. The corrections are factors, so that an element costs one division only. */
  static Rule moments(Rule rule) {
    return rule.line("bias1 = 1 / (1 - beta1^t)")
        .line("bias2 = 1 / (1 - beta2^t)")
        .line("m = beta1 * m + (1 - beta1) * g")
        .line("v = beta2 * v + (1 - beta2) * g^2")
        .when("amsgrad", "vmax = max(vmax, v)")
        .when("!amsgrad !nesterov !epsRoot", "p = p - lr * bias1 * m / (sqrt(bias2 * v) + eps)")
        .when("amsgrad !nesterov !epsRoot", "p = p - lr * bias1 * m / (sqrt(bias2 * vmax) + eps)")
        .when(
            "!amsgrad !nesterov epsRoot",
            "p = p - lr * bias1 * m / (sqrt(bias2 * v + epsRoot) + eps)")
        .when(
            "amsgrad !nesterov epsRoot",
            "p = p - lr * bias1 * m / (sqrt(bias2 * vmax + epsRoot) + eps)")
        .when("nesterov", "ahead = beta1 / (1 - beta1^(t + 1)) * m + (1 - beta1) * bias1 * g")
        .when("!amsgrad nesterov", "p = p - lr * ahead / (sqrt(bias2 * v + epsRoot) + eps)")
        .when("amsgrad nesterov", "p = p - lr * ahead / (sqrt(bias2 * vmax + epsRoot) + eps)");
  }

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
