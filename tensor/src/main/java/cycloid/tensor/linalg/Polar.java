package cycloid.tensor.linalg;

import cycloid.tensor.Array;

/**
 * The polar factors of a matrix, a = u p, or a = p u where it is wide.
 *
 * @param u with orthonormal columns, or rows where it is wide: (..., m, n)
 * @param p symmetric positive semidefinite: (..., k, k), k = min(m, n)
 * @param <A> the kind of array
 */
public record Polar<A extends Array<A>>(A u, A p) {}
