package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A symmetric operator seen from a Krylov space: orthonormal vectors v_1, ..., v_m and the tridiagonal T = V'A V.
 *
 * <pre>
 * Formula:   beta[j] v_(j+1) = A v_j - alpha[j] v_j - beta[j-1] v_(j-1)
 * Shapes:    alpha (m), beta (m), of which the last would be the next entry beside the diagonal
 * Accuracy:  the eigenvalues of T, the Ritz values, approach those of A, the outermost first; a Ritz pair theta, V u
 *            has the residual |A V u - theta V u| = beta[m-1] |u[m-1]|
 * Source:    Lanczos 1950; Golub &amp; Van Loan 2013, Algorithm 10.1.1; reorthogonalization: Parlett 1980, Chapter 13
 * </pre>
 *
 * <p>In rounded arithmetic the vectors lose their orthogonality once a Ritz value has converged, and copies of it turn
 * up. Full reorthogonalization, twice in every step, keeps them orthogonal at the price of m^2 n more operations and of
 * keeping them; without it only three vectors are in memory.
 *
 * @param alpha diagonal of T
 * @param beta entries beside it
 * @param basis the vectors as columns (n, m); (n, 0) when they were not kept
 * @param reason CONVERGED when the space became invariant, so that the Ritz values are eigenvalues of A;
 *     ITERATION_LIMIT after as many steps as asked for
 */
public record Lanczos(double[] alpha, double[] beta, Tensor basis, StopReason reason) {

  /** At most so many steps from a given vector, with full reorthogonalization. */
  public static Lanczos of(LinearOperator a, Tensor start, int steps) {
    return of(a, start, steps, true);
  }

  /**
   * At most so many steps from a given vector.
   *
   * <pre>
   * Errors:    IllegalArgumentException when A is not square, or start does not fit or is 0
   * </pre>
   *
   * @param reorthogonalize whether every vector is made orthogonal to all before it, which are then kept
   */
  public static Lanczos of(LinearOperator a, Tensor start, int steps, boolean reorthogonalize) {
    Checks.square("lanczos", a);
    Checks.operand("lanczos", "start", start, a.columns(), a.dtype());
    Checks.positive("lanczos", "steps", steps);
    double norm = Vectors.norm(start.contiguous());
    Checks.nonzero("lanczos", "start", norm);
    return new Process(a, Vectors.divided(start, norm), Math.min(steps, a.rows()), reorthogonalize)
        .run();
  }

  /** The number of steps made. */
  public int steps() {
    return alpha.length;
  }

  /** T (m, m), in double precision. */
  public Tensor tridiagonal() {
    int m = steps();
    Tensor t = Tensor.zeros(DType.F64, m, m);
    for (int j = 0; j < m; j++) {
      t.set(alpha[j], j, j);
      if (j + 1 < m) {
        t.set(beta[j], j, j + 1);
        t.set(beta[j], j + 1, j);
      }
    }
    return t;
  }

  /** The steps, one by one. */
  private static final class Process {
    private final LinearOperator a;
    private final int steps;
    private final boolean reorthogonalize;
    private final double[] alpha;
    private final double[] beta;
    private final List<Tensor> kept = new ArrayList<>();
    private Tensor before;
    private Tensor v;
    private double scale;

    Process(LinearOperator a, Tensor start, int steps, boolean reorthogonalize) {
      this.a = a;
      this.steps = steps;
      this.reorthogonalize = reorthogonalize;
      this.alpha = new double[steps];
      this.beta = new double[steps];
      this.v = start;
    }

    Lanczos run() {
      for (int j = 0; j < steps; j++) {
        step(j);
        double rounding = 10 * Matrices.epsilon(a.dtype()) * scale;
        if (!(beta[j] > rounding)) {
          boolean finite = Double.isFinite(alpha[j]) && Double.isFinite(beta[j]);
          beta[j] = finite ? 0 : beta[j];
          return result(j + 1, finite ? StopReason.CONVERGED : StopReason.NOT_FINITE);
        }
      }
      return result(steps, StopReason.ITERATION_LIMIT);
    }

    private void step(int j) {
      Tensor w = a.apply(v).copy();
      if (j > 0) {
        Vectors.add(-beta[j - 1], before, w);
      }
      alpha[j] = Vectors.dot(v, w);
      Vectors.add(-alpha[j], v, w);
      if (reorthogonalize) {
        kept.add(v);
        alpha[j] += orthogonalize(w);
        orthogonalize(w);
      }
      beta[j] = Vectors.norm(w);
      scale = Math.max(scale, Math.abs(alpha[j]) + beta[j] + (j > 0 ? beta[j - 1] : 0));
      before = v;
      v = Vectors.divided(w, beta[j]);
    }

    /** Takes the components along the kept vectors out of w; returns the one along the last. */
    private double orthogonalize(Tensor w) {
      double component = 0;
      for (Tensor other : kept) {
        component = Vectors.dot(other, w);
        Vectors.add(-component, other, w);
      }
      return component;
    }

    private Lanczos result(int m, StopReason reason) {
      Tensor basis = kept.isEmpty()
          ? Tensor.zeros(a.dtype(), a.rows(), 0)
          : kept.get(0).stack(1, kept.subList(1, kept.size()));
      return new Lanczos(Arrays.copyOf(alpha, m), Arrays.copyOf(beta, m), basis, reason);
    }
  }
}
