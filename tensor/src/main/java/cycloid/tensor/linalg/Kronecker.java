package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The Kronecker product of two matrices, which is never formed.
 *
 * <p>With vec(X) the rows of X one after the other, as they lie in memory, (A (x) B) vec(X) = vec(A X B'). So what is
 * written here of a matrix X of shape (a.columns, b.columns) holds for the vector of its elements. (With vec stacking
 * columns, as in much of the literature, the same is (B (x) A) vec(X) = vec(A X B').)
 *
 * <pre>
 * Formula:   A (x) B = [[a11 B, a12 B, ...], [a21 B, ...], ...]; formed by a.kron(b)
 * Source:    Van Loan 2000, The ubiquitous Kronecker product; Martens &amp; Grosse 2015 (K-FAC, arXiv:1503.05671)
 * </pre>
 *
 * @param <A> the kind of array
 * @param a left factor
 * @param b right factor
 */
public record Kronecker<A extends Array<A>>(A a, A b) {

  /** Two matrices of one dtype. */
  public Kronecker {
    Checks.matrix("kronecker", a);
    Checks.matrix("kronecker", b);
    Checks.sameDTypes("kronecker", a, b);
  }

  /** A X B', of shape (a.rows, b.rows). */
  public A apply(A x) {
    Checks.kroneckerOperand("apply", a.size(1), b.size(1), x);
    return a.matmul(x).matmul(b.transpose());
  }

  /**
   * X with A X B' = Y, for square factors.
   *
   * <pre>
   * Errors:    LinalgException when a factor is singular
   * </pre>
   */
  public A solve(A y) {
    squares("solve");
    Checks.kroneckerOperand("solve", a.size(0), b.size(0), y);
    return Linalg.solve(b, Linalg.solve(a, y).transpose()).transpose();
  }

  /**
   * X with A X B' + damping * X = Y, for symmetric positive semidefinite factors.
   *
   * <pre>
   * Formula:   u ((u'Y v) / (w z' + damping)) v', A = u diag(w) u', B = v diag(z) v'; eigenvalues negative by rounding
   *            count as 0
   * Source:    George et al. 2018 (EK-FAC, arXiv:1806.03884), with the eigenvalues of the factors
   * Errors:    IllegalArgumentException when damping is not positive
   * </pre>
   */
  public A solveDamped(A y, double damping) {
    squares("solveDamped");
    Checks.kroneckerOperand("solveDamped", a.size(0), b.size(0), y);
    Checks.damping("solveDamped", damping);
    Eigh<A> left = Linalg.eigh(a);
    Eigh<A> right = Linalg.eigh(b);
    A u = left.vectors();
    A v = right.vectors();
    A values = left.values().relu().outer(right.values().relu()).add(damping);
    A turned = u.transpose().matmul(y).matmul(v).div(values);
    return u.matmul(turned).matmul(v.transpose());
  }

  /**
   * X with (A + pi sqrt(damping) I) X (B + sqrt(damping) / pi I) = Y: damping of each factor, which is cheaper and only
   * resembles damping of the product.
   *
   * <pre>
   * Formula:   pi = sqrt((trace A / n) / (trace B / m)), n and m the extents of A and B; 1 where a trace is not positive
   * Source:    Martens &amp; Grosse 2015, Section 6.3
   * </pre>
   */
  public A solveFactored(A y, double damping) {
    squares("solveFactored");
    Checks.kroneckerOperand("solveFactored", a.size(0), b.size(0), y);
    Checks.damping("solveFactored", damping);
    double ratio = meanDiagonal(a) / meanDiagonal(b);
    double pi = ratio > 0 && ratio < Double.POSITIVE_INFINITY ? Math.sqrt(ratio) : 1;
    double root = Math.sqrt(damping);
    return new Kronecker<>(shifted(a, pi * root), shifted(b, root / pi)).solve(y);
  }

  private void squares(String op) {
    Checks.squares(op, a);
    Checks.squares(op, b);
  }

  private static double meanDiagonal(Array<?> x) {
    Tensor value = x.value();
    int n = value.size(0);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += value.get(i, i);
    }
    return sum / n;
  }

  private A shifted(A x, double shift) {
    return x.add(x.constant(Tensor.eye(x.dtype(), x.size(0)).mul(shift)));
  }

  /** As an operator on the vectors vec(X). */
  public static LinearOperator operator(Tensor a, Tensor b) {
    Kronecker<Tensor> product = new Kronecker<>(a, b);
    Kronecker<Tensor> transposed = new Kronecker<>(a.transpose(), b.transpose());
    DType dtype = a.dtype();
    return LinearOperator.of(
        dtype,
        Checks.extent("kronecker", a.size(0), b.size(0)),
        Checks.extent("kronecker", a.size(1), b.size(1)),
        x -> product.apply(x.reshape(a.size(1), b.size(1))).flatten(),
        y -> transposed.apply(y.reshape(a.size(0), b.size(0))).flatten());
  }

  /** The factors, in order. */
  public List<A> factors() {
    return List.of(a, b);
  }
}
