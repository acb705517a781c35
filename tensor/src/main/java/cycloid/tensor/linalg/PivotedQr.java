package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * The factors of a with its columns in another order, a[:, order] = q r, which shows the rank: the diagonal of r does not
 * increase.
 *
 * @param q orthonormal columns: (m, k)
 * @param r an upper triangle, or trapezoid, with a diagonal that is not negative and does not increase: (k, n)
 * @param order the columns of a, the longest remaining one first
 */
public record PivotedQr(Tensor q, Tensor r, int[] order) {}
