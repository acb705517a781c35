package cycloid.tensor.linalg;

import cycloid.tensor.Array;

/**
 * The factors of a = u diag(s) vh.
 *
 * @param u left singular vectors as columns: (..., m, k), or (..., m, m) if full
 * @param s singular values, descending, not negative: (..., k)
 * @param vh right singular vectors as rows: (..., k, n), or (..., n, n) if full
 * @param <A> the kind of array
 */
public record Svd<A extends Array<A>>(A u, A s, A vh) {}
