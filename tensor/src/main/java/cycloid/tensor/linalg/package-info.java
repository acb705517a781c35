/**
 * Linear algebra on dense tensors, and iterative methods on operators that are known by their products.
 */
package cycloid.tensor.linalg;
