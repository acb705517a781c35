package cycloid.optim;

/**
 * Keeps the norm of all gradients together below a bound: all are multiplied by one number, so that their direction stays.
 * The optimizer does that where it reads them; gradients are not modified.
 *
 * <pre>{@code
 * Optimizer optimizer = AdamW.rule().on(parameters).clip(Clipping.norm(1));
 * }</pre>
 *
 * <pre>
 * Equation:  g = g min(1, bound / (n + margin)),  n = (sum over all |g_i|^order)^(1 / order)
 * Edge:      an infinite norm gives 0 times the gradients, NaN where they are infinite; NaN spreads to all. See
 *            {@link Optimizer#onNonFinite}
 * Source:    Pascanu, Mikolov &amp; Bengio 2013 (arXiv:1211.5063). As PyTorch with the margin 1e-6, as optax with 0
 * </pre>
 *
 * <p>Clipping of single elements or of one parameter after the other belongs to the rule: {@link Rule#clipValue},
 * {@link Rule#clipNorm}, {@link Rule#clipRms}.
 *
 * @param bound the largest norm
 * @param order 2 for Euclid's norm, 1 for the sum, infinity for the largest absolute value
 * @param margin added to the norm, so that the result is a little shorter
 */
public record Clipping(double bound, double order, double margin) {

  /** Checks the numbers. */
  public Clipping {
    Checks.positive("clip", "bound", bound);
    Checks.order("clip", order);
    Checks.notNegative("clip", "margin", margin);
  }

  /** Euclid's norm, with PyTorch's margin. */
  public static Clipping norm(double bound) {
    return new Clipping(bound, 2, 1e-6);
  }

  /** The same with a norm of another order. */
  public Clipping order(double order) {
    return new Clipping(bound, order, margin);
  }

  /** The same with another margin. */
  public Clipping margin(double margin) {
    return new Clipping(bound, order, margin);
  }

  /** What gradients of a norm are multiplied by. */
  double factor(double norm) {
    // Not Math.min: NaN has to spread.
    return norm + margin <= bound ? 1 : bound / (norm + margin);
  }
}
