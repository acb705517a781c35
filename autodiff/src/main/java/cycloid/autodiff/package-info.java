/**
 * Automatic differentiation: a tape is a linear map, read forwards (Jv) or backwards (J'u).
 *
 * <p>{@code Variable} implements the array vocabulary by recording; {@code Autodiff} holds the transforms.
 */
package cycloid.autodiff;
