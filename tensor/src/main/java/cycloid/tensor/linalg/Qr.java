package cycloid.tensor.linalg;

import cycloid.tensor.Array;

/**
 * The factors of a = q r.
 *
 * @param q orthonormal columns: (..., m, k)
 * @param r an upper triangle, or trapezoid, whose diagonal is not negative: (..., k, n)
 * @param <A> the kind of array
 */
public record Qr<A extends Array<A>>(A q, A r) {}
