package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;

/**
 * The derivative L(A, E) of the matrix exponential at A in a direction E: what is linear in E of exp(A + E).
 *
 * <p>Scaling and squaring differentiated step by step, Al-Mohy &amp; Higham 2009b, Algorithm 6.4, with degree 13
 * throughout. M_k is the derivative of A^k: M_2 = A E + E A, M_4 = A^2 M_2 + M_2 A^2, M_6 = A^4 M_2 + M_4 A^2.
 */
final class ExponentialDerivative {
  /** Below this the derivative of r_13 is exact to rounding: their l_13. */
  private static final double BOUND = 4.74;

  private ExponentialDerivative() {}

  /** L(A, E) of finite matrices in double precision. */
  static Tensor of(Tensor givenA, Tensor givenE) {
    int n = givenA.size(0);
    double norm = Exponential.norm1(givenA);
    int s = norm == 0 ? 0 : Math.max(0, Exponential.exponentAbove(norm / BOUND));
    Tensor a = givenA.mul(Math.scalb(1.0, -s));
    Tensor e = givenE.mul(Math.scalb(1.0, -s));

    Tensor a2 = a.matmul(a);
    Tensor m2 = a.matmul(e).add(e.matmul(a));
    Tensor a4 = a2.matmul(a2);
    Tensor m4 = a2.matmul(m2).add(m2.matmul(a2));
    Tensor a6 = a2.matmul(a4);
    Tensor m6 = a4.matmul(m2).add(m4.matmul(a2));

    double[] b = Exponential.coefficients(13);
    Tensor[] powers = {Tensor.eye(DType.F64, n), a2, a4, a6};
    Tensor[] slopes = {Tensor.zeros(DType.F64, n, n), m2, m4, m6};
    double[] w1 = {0, b[9], b[11], b[13]};
    double[] w2 = {b[1], b[3], b[5], b[7]};
    double[] z1 = {0, b[8], b[10], b[12]};
    double[] z2 = {b[0], b[2], b[4], b[6]};
    Tensor w = polynomial(powers, w1, w2);
    Tensor v = polynomial(powers, z1, z2);
    Tensor u = a.matmul(w);
    Tensor lu = a.matmul(slope(powers, slopes, w1, w2)).add(e.matmul(w));
    Tensor lv = slope(powers, slopes, z1, z2);

    Tensor q = v.sub(u);
    Tensor r = Linalg.solve(q, v.add(u));
    Tensor l = Linalg.solve(q, lu.add(lv).add(lu.sub(lv).matmul(r)));
    for (int k = 0; k < s; k++) {
      l = r.matmul(l).add(l.matmul(r));
      r = r.matmul(r);
    }
    return l;
  }

  /** A^6 (high) + (low), each a combination of I, A^2, A^4, A^6. */
  private static Tensor polynomial(Tensor[] powers, double[] high, double[] low) {
    return powers[3]
        .matmul(Exponential.combination(powers, high))
        .add(Exponential.combination(powers, low));
  }

  private static Tensor slope(Tensor[] powers, Tensor[] slopes, double[] high, double[] low) {
    return powers[3]
        .matmul(Exponential.combination(slopes, high))
        .add(slopes[3].matmul(Exponential.combination(powers, high)))
        .add(Exponential.combination(slopes, low));
  }
}
