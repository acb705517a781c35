/**
 * Neural networks: modules with named parameters, layers, losses, initial values.
 *
 * <p>A layer is written once over the array vocabulary: with tensors it computes, with variables it is differentiated.
 */
package cycloid.autodiff.nn;
