package cycloid.autodiff;

/**
 * A function's value, and the map that takes a cotangent u of it back to the argument: J'u.
 *
 * <p>It can be applied once: it lets go of what was recorded as it goes. {@link Linearization} keeps it.
 *
 * @param <X> the argument
 * @param <Y> the result
 */
public final class Pullback<X, Y> {
  private final Linearization<X, Y> linearization;

  Pullback(Linearization<X, Y> linearization) {
    this.linearization = linearization;
  }

  /** The value f(x). */
  public Y value() {
    return linearization.value();
  }

  /**
   * The vector-Jacobian product J'u, with the shapes of the argument; zeros where nothing depends on it.
   *
   * <pre>
   * Errors:    IllegalArgumentException when u has not the shape and dtype of the value
   *            IllegalStateException when called again, or when recorded numbers were changed in place
   * </pre>
   */
  public X apply(Y u) {
    return linearization.pull(u, true);
  }
}
