package cycloid.autodiff;

/**
 * A function's value and its gradient, from one evaluation.
 *
 * @param <A> the kind of array
 * @param <X> an array, or a list of them, like the function's argument
 * @param value f(x)
 * @param gradient df/dx, with the shape of x; several gradients may share memory
 */
public record ValueAndGradient<A, X>(A value, X gradient) {}
