package cycloid.optim;

/**
 * Adafactor: Adam without a mean, whose mean square is kept as the product of a row and a column, and whose steps are in
 * proportion to the size of the parameter.
 *
 * <pre>
 * paper        name          default  meaning
 * alpha        lr            0.01     upper bound of the relative step, which is 1 / sqrt(t)
 *              decay         -0.8     the mean square forgets by 1 - t^decay
 * epsilon1     eps           0        lower bound of the root; 0 means the precision of the dtype
 * epsilon2     least         1e-3     the root mean square of a parameter counts as no smaller
 * d            d             1        bound of the root mean square of the direction
 * lambda       weightDecay   0        decoupled: a parameter loses lr * weightDecay of itself in a step
 *              maximize      0        1: ascends; the decay still shrinks
 * R, C, V      R, C, V                mean squares of rows and of columns, over the last two axes; of all elements where
 *                                     there are fewer axes
 *
 * Memory:      a number for each row and each column
 * Edge:        gradients must be finite
 * Source:      Shazeer &amp; Stern 2018, Algorithms 4 and 5 (arXiv:1804.04235). As PyTorch
 * </pre>
 */
public final class Adafactor {
  private static final Rule RULE = Rule.define("Adafactor")
      .source("Shazeer & Stern 2018, arXiv:1804.04235")
      .remark("o is h / sqrt(R C / mean(R)), no longer than d in root mean square; R and C are the"
          + " mean squares of its rows and columns, which forget by 1 - t^decay")
      .hyperparameter("lr", 1e-2)
      .hyperparameter("decay", -0.8, Domain.FINITE)
      .hyperparameter("eps", 0)
      .hyperparameter("least", 1e-3, Domain.NOT_NEGATIVE)
      .hyperparameter("d", 1, Domain.POSITIVE)
      .hyperparameter("weightDecay", 0)
      .hyperparameter("maximize", 0)
      .when("maximize", "g = -g")
      .line("h = g")
      .thenLines()
      .line("size = max(least, sqrt(mean(p^2)))")
      .line("p = (1 - lr * weightDecay) * p - size * min(lr, 1 / sqrt(t)) * o")
      .updatedBy(AdafactorUpdater::new);

  private Adafactor() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
