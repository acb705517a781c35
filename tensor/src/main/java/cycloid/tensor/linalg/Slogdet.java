package cycloid.tensor.linalg;

import cycloid.tensor.Array;

/**
 * A determinant as sign * exp(logAbsDet), which neither overflows nor underflows.
 *
 * @param sign 1, -1, or 0 for a singular matrix; a constant for derivatives: (...)
 * @param logAbsDet the logarithm of the absolute value, -infinity for a singular matrix: (...)
 * @param <A> the kind of array
 */
public record Slogdet<A extends Array<A>>(A sign, A logAbsDet) {}
