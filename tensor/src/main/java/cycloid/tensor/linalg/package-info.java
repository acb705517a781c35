/**
 * Linear algebra on dense tensors, and iterative methods on operators.
 *
 * <p>{@link cycloid.tensor.linalg.Linalg} is the place to start. Its methods take any kind of array and differentiate.
 * Which algorithm stands where:
 *
 * <pre>
 * CholeskyFactorization   blocked, and rank-one updates          cholesky, choleskySolve, choleskyUpdate
 * LuFactorization         blocked, partial pivoting              lu, solve, inv, det, slogdet
 * HouseholderQr           blocked (WY form); column-pivoted      qr, qrPivoted
 * TridiagonalForm         blocked reduction of a symmetric matrix
 * SymmetricEigen          implicit QL and QR steps on it         eigh, eigvalsh
 * BidiagonalForm          blocked reduction of a square matrix
 * BidiagonalSvd           implicit QR steps on it (Demmel-Kahan)
 * SingularValues          QR, then both of these                svd, svdvals, pinv, lstsq, rank, cond, norms
 * Strips                  many rotations applied late and together
 * ...Operation            an operation of {@code Linalg} with its derivative
 * </pre>
 *
 * <p>Iterative methods work on a {@link cycloid.tensor.linalg.LinearOperator}, which is known by its products.
 *
 * <p>All factorizations compute in double precision, with matrix products, {@code MatrixVector} and {@code TriangularSolve}; results for single
 * precision are rounded once, at the end.
 */
package cycloid.tensor.linalg;
