package cycloid.optim;

/** What a step does when a gradient holds NaN or an infinity. It is decided before any number changes. */
public enum NonFinite {
  /**
   * Nothing is looked at; NaN spreads to the parameters. No scan, no cost. The default. Rules that keep matrices, as
   * {@link Shampoo}, cannot take NaN in: for their parameters, THROW.
   */
  PROPAGATE,
  /** The step does not happen: no parameter, no state, no counter changes. */
  SKIP_STEP,
  /** An {@link ArithmeticException} names the parameter and the element; nothing has changed. */
  THROW
}
