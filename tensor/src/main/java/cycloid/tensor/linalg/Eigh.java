package cycloid.tensor.linalg;

import cycloid.tensor.Array;

/**
 * The factors of a = vectors diag(values) vectors', for symmetric a.
 *
 * @param values the eigenvalues, ascending: (..., n)
 * @param vectors orthonormal eigenvectors as columns, in the order of the values: (..., n, n)
 * @param <A> the kind of array
 */
public record Eigh<A extends Array<A>>(A values, A vectors) {}
