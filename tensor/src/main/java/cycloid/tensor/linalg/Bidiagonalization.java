package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;

/**
 * The bidiagonalization of Golub &amp; Kahan 1965 in the form of Paige &amp; Saunders 1982 (their Bidiag 1): orthonormal u and v
 * with A V = U B, B lower bidiagonal with diagonal alpha and subdiagonal beta.
 *
 * <pre>
 * beta u = A v - alpha u,   alpha v = A'u - beta v
 * </pre>
 */
final class Bidiagonalization {
  private final LinearOperator a;
  private Tensor u;
  private Tensor v;
  private double alpha;
  private double beta;

  /** Starts with beta u = r, alpha v = A'u. */
  Bidiagonalization(LinearOperator a, Tensor r) {
    this.a = a;
    this.beta = Vectors.norm(r);
    this.u = Vectors.divided(r, beta);
    Tensor atu = a.applyTranspose(u).contiguous();
    this.alpha = Vectors.norm(atu);
    this.v = Vectors.divided(atu, alpha);
  }

  /** The next u and v; both norms are 0, and the vectors too, once the space is exhausted. */
  void step() {
    Tensor av = a.apply(v).copy();
    Vectors.add(-alpha, u, av);
    beta = Vectors.norm(av);
    u = Vectors.divided(av, beta);
    Tensor atu = a.applyTranspose(u).copy();
    Vectors.add(-beta, v, atu);
    alpha = Vectors.norm(atu);
    v = Vectors.divided(atu, alpha);
  }

  /** Not to be modified. */
  Tensor v() {
    return v;
  }

  double alpha() {
    return alpha;
  }

  double beta() {
    return beta;
  }
}
