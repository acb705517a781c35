package cycloid.autodiff;

import cycloid.tensor.Array;
import java.util.function.Function;

/**
 * A symmetric matrix of curvature at a point, as products with vectors: what conjugate gradients and Lanczos need.
 *
 * <p>The function is recorded once, for any number of products.
 *
 * @param <X> what it is multiplied with, and the product: an array, or a list of them
 */
@FunctionalInterface
public interface Curvature<X> {

  /**
   * The product with a vector.
   *
   * <pre>
   * Shapes:    those of the point
   * Errors:    IllegalArgumentException when shapes or dtypes differ
   * </pre>
   */
  X times(X v);

  /** H v of a linearized gradient. */
  static <X> Curvature<X> hessian(Linearization<X, X> gradient) {
    return gradient::jvp;
  }

  /** J' H J v, with H the Hessian of the loss at the model's value. */
  static <X, A extends Array<A>> Curvature<X> gaussNewton(
      Linearization<X, A> model, Function<Variable, Variable> loss) {
    Linearization<A, A> gradient = Autodiff.linearizeGradient(loss, model.value());
    return v -> model.vjp(gradient.jvp(model.jvp(v)));
  }

  /** J' J v / n, with a row of J for each example's loss. */
  static <X, A extends Array<A>> Curvature<X> fisher(Linearization<X, A> losses) {
    double n = losses.value().size();
    return v -> losses.vjp(losses.jvp(v).div(n));
  }
}
