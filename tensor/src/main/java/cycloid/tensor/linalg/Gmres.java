package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Generalized minimal residuals with restarts: Saad &amp; Schultz 1986, Algorithm 4; with the preconditioner M on the right,
 * Saad 2003, Algorithm 9.5.
 *
 * <pre>
 * v[j]        orthonormal basis of the Krylov space (Arnoldi)          A M V_j = V_(j+1) H_j
 * h           columns of H, turned into those of the triangle R by the rotations c, s
 * g           the rotated right side |r| e1; its last entry is the residual
 * </pre>
 */
final class Gmres {
  private final LinearSystem system;
  private final int restart;
  private final History history;
  private final Tensor x;
  private int iterations;

  private List<Tensor> v;
  private List<double[]> h;
  private double[] c;
  private double[] s;
  private double[] g;

  Gmres(LinearSystem system, int restart) {
    this.system = system;
    this.restart = Math.min(restart, Math.max(1, system.a.columns()));
    this.history = new History(system, Vectors.norm(system.b));
    this.x = system.first();
  }

  IterativeSolution solve() {
    Tensor r = system.firstResidual();
    history.add(Vectors.norm(r));
    StopReason reason = history.reason();
    while (reason == null && iterations < system.iterations) {
      reason = cycle(r);
      if (reason == null) {
        r = system.b.sub(system.a.apply(x));
      }
    }
    return history.solution(x, reason == null ? StopReason.ITERATION_LIMIT : reason);
  }

  /** Iterates until the space is full, then moves x to the minimum over it. */
  private StopReason cycle(Tensor r) {
    double norm = Vectors.norm(r);
    v = new ArrayList<>(List.of(Vectors.divided(r, norm)));
    h = new ArrayList<>();
    c = new double[restart];
    s = new double[restart];
    g = new double[restart + 1];
    g[0] = norm;
    StopReason reason = null;
    for (int j = 0; j < restart && reason == null && iterations < system.iterations; j++) {
      reason = extend(j);
    }
    Vectors.add(1, system.preconditioned(combination(minimum())), x);
    return reason;
  }

  /** One more basis vector, one more column of R. */
  private StopReason extend(int j) {
    Tensor w = system.a.apply(system.preconditioned(v.get(j))).copy();
    double size = Vectors.norm(w);
    double[] column = orthogonalized(w, j);
    double length = Vectors.norm(w);
    for (int i = 0; i < j; i++) {
      rotate(column, i);
    }
    // An exhausted space: w is nothing but rounding.
    double rounding = 10 * Matrices.epsilon(x.dtype()) * size;
    boolean exhausted = length <= rounding;
    double below = exhausted ? 0 : length;
    double diagonal = StrictMath.hypot(column[j], below);
    if (exhausted && diagonal <= rounding) {
      return Double.isFinite(size) ? StopReason.BREAKDOWN : StopReason.NOT_FINITE;
    }
    c[j] = column[j] / diagonal;
    s[j] = below / diagonal;
    column[j] = diagonal;
    h.add(column);
    g[j + 1] = -s[j] * g[j];
    g[j] = c[j] * g[j];
    v.add(Vectors.divided(w, length));
    iterations++;
    history.add(Math.abs(g[j + 1]));
    return history.reason();
  }

  /** Takes the components along v[0..j] out of w, twice, since once leaves rounding behind; returns them. */
  private double[] orthogonalized(Tensor w, int j) {
    double[] column = new double[j + 1];
    for (int pass = 0; pass < 2; pass++) {
      for (int i = 0; i <= j; i++) {
        double component = Vectors.dot(v.get(i), w);
        column[i] += component;
        Vectors.add(-component, v.get(i), w);
      }
    }
    return column;
  }

  private void rotate(double[] column, int i) {
    double upper = column[i];
    double lower = column[i + 1];
    column[i] = c[i] * upper + s[i] * lower;
    column[i + 1] = -s[i] * upper + c[i] * lower;
  }

  /** y with R y = g, from the last entry up. */
  private double[] minimum() {
    double[] y = new double[h.size()];
    for (int i = y.length - 1; i >= 0; i--) {
      double sum = g[i];
      for (int j = i + 1; j < y.length; j++) {
        sum -= h.get(j)[i] * y[j];
      }
      y[i] = sum / h.get(i)[i];
    }
    return y;
  }

  private Tensor combination(double[] y) {
    Tensor sum = Tensor.zeros(x.dtype(), x.size());
    for (int j = 0; j < y.length; j++) {
      Vectors.add(y[j], v.get(j), sum);
    }
    return sum;
  }
}
