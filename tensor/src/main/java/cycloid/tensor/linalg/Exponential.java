package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The exponential of a square matrix by scaling and squaring: Al-Mohy &amp; Higham 2009a, Algorithm 5.1, with exact
 * 1-norms in place of estimates.
 *
 * <pre>
 * r_m(A) = q(A)^-1 p(A),  p(A) = V + U,  q(A) = V - U,  U odd and V even in A;   exp(A) = r_m(A / 2^s)^(2^s)
 *
 * m        degree of the Pad&eacute; approximant, 3, 5, 7, 9 or 13: the least that is exact to rounding
 * b[j]     coefficient of A^j in p
 * theta    bound of |A| below which r_m is exact to rounding
 * d[k]     |A^k|^(1/k), which for matrices far from normal is much less than |A|: fewer squarings, less rounding
 * </pre>
 */
final class Exponential {
  private static final int[] DEGREES = {3, 5, 7, 9};
  private static final double[] THETA = {
    1.495585217958292e-2, 2.539398330063230e-1, 9.504178996162932e-1, 2.097847961257068
  };
  private static final double THETA_13 = 4.25;
  private static final double UNIT = 0x1p-53;

  private final int n;
  private final Tensor a;
  private final List<Tensor> evenPowers = new ArrayList<>();

  private Exponential(Tensor a) {
    this.n = a.size(0);
    this.a = a;
    evenPowers.add(Tensor.eye(DType.F64, n));
  }

  /** exp(A) of a finite matrix in double precision. */
  static Tensor of(Tensor a) {
    return new Exponential(a).value();
  }

  private Tensor value() {
    for (int i = 0; i < DEGREES.length; i++) {
      int m = DEGREES[i];
      double eta = Math.max(root(i < 2 ? 4 : 6), root(i < 2 ? 6 : 8));
      if (eta < THETA[i] && correction(a, m) == 0) {
        Tensor u = a.matmul(sum(coefficients(m), 1, m));
        return quotient(u, sum(coefficients(m), 0, m));
      }
    }
    double eta = Math.min(Math.max(root(6), root(8)), Math.max(root(8), root(10)));
    int s = eta == 0 ? 0 : Math.max(0, exponentAbove(eta / THETA_13));
    s += correction(a.mul(Math.scalb(1.0, -s)), 13);
    Tensor x = degree13(s);
    for (int k = 0; k < s; k++) {
      x = x.matmul(x);
    }
    return x;
  }

  /** A^(2k). */
  private Tensor even(int k) {
    while (evenPowers.size() <= k) {
      int next = evenPowers.size();
      evenPowers.add(
          next == 1
              ? a.matmul(a)
              : evenPowers.get(next / 2).matmul(evenPowers.get(next - next / 2)));
    }
    return evenPowers.get(k);
  }

  /** d[k] for even k. */
  private double root(int k) {
    return StrictMath.pow(norm1(even(k / 2)), 1.0 / k);
  }

  static double norm1(Tensor x) {
    return x.size() == 0 ? 0 : x.abs().sum(0).max().item();
  }

  /** b[j] of degree m, so that b[m] = 1. */
  static double[] coefficients(int m) {
    double[] b = new double[m + 1];
    b[m] = 1;
    for (int j = m; j > 0; j--) {
      b[j - 1] = b[j] * (2 * m - j + 1) * j / (m - j + 1);
    }
    return b;
  }

  /** b[from] I + b[from + 2] A^2 + b[from + 4] A^4 + ... */
  private Tensor sum(double[] b, int from, int m) {
    Tensor sum = even(0).mul(b[from]);
    for (int j = from + 2; j <= m; j += 2) {
      sum.addInPlace(b[j], even(j / 2));
    }
    return sum;
  }

  /** r_13 of A / 2^s: the powers up to the sixth suffice, Higham 2005, equations (3.6) to (3.8). */
  private Tensor degree13(int s) {
    double[] b = coefficients(13);
    Tensor a2 = even(1).mul(Math.scalb(1.0, -2 * s));
    Tensor a4 = even(2).mul(Math.scalb(1.0, -4 * s));
    Tensor a6 = even(3).mul(Math.scalb(1.0, -6 * s));
    Tensor[] powers = {even(0), a2, a4, a6};
    Tensor u = a6.matmul(combination(powers, 0, b[9], b[11], b[13]))
        .add(combination(powers, b[1], b[3], b[5], b[7]));
    Tensor v = a6.matmul(combination(powers, 0, b[8], b[10], b[12]))
        .add(combination(powers, b[0], b[2], b[4], b[6]));
    return quotient(a.mul(Math.scalb(1.0, -s)).matmul(u), v);
  }

  static Tensor combination(Tensor[] powers, double... factors) {
    Tensor sum = powers[0].mul(factors[0]);
    for (int k = 1; k < powers.length; k++) {
      sum.addInPlace(factors[k], powers[k]);
    }
    return sum;
  }

  static Tensor quotient(Tensor u, Tensor v) {
    return Linalg.solve(v.sub(u), v.add(u));
  }

  /**
   * How many more halvings keep the rounding error of r_m at the level of the unit roundoff.
   *
   * <pre>
   * alpha = c_m | |A|^(2m+1) | / |A|,  c_m = (m!)^2 / ((2m)! (2m+1)!);  ceil(log2(alpha / u) / 2m)
   * </pre>
   */
  private static int correction(Tensor a, int m) {
    Tensor absolute = a.abs();
    double norm = norm1(a);
    Tensor row = Tensor.ones(DType.F64, a.size(0));
    for (int k = 0; k < 2 * m + 1; k++) {
      row = row.matmul(absolute);
    }
    double power = row.size() == 0 ? 0 : row.max().item();
    if (power == 0) {
      return 0;
    }
    double ratio = power / (norm * UNIT);
    for (int k = 1; k <= m; k++) {
      ratio *= (double) k / (m + k);
    }
    for (int k = 1; k <= 2 * m + 1; k++) {
      ratio /= k;
    }
    return Math.max(0, (int) Math.ceil(log2(ratio) / (2 * m)));
  }

  private static double log2(double x) {
    return StrictMath.log(x) / StrictMath.log(2);
  }

  /** The least s with x &lt;= 2^s. */
  static int exponentAbove(double x) {
    int exponent = Math.getExponent(x);
    return x == Math.scalb(1.0, exponent) ? exponent : exponent + 1;
  }
}
