/**
 * Dense arrays and the vocabulary of array mathematics.
 *
 * <p>{@code Array} names the operations; {@code Tensor} carries them out at once. Whatever is written over
 * {@code Array} also runs with derivatives, see {@code cycloid.autodiff}.
 */
package cycloid.tensor;
