package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Tensor;

/** A function of symmetric positive definite matrices, by what it does to an eigenvalue; in the vocabulary. */
interface SpectralFunction {
  String name();

  /** Whether it has a value at 0. */
  boolean isDefinedAtZero();

  /** f(w). */
  <A extends Array<A>> A value(A w);

  /** (f(x) - f(y)) / (x - y) without cancellation, f'(x) where x = y; x and y broadcast. */
  <A extends Array<A>> A differenceQuotient(A x, A y);

  /**
   * The p-th root, or its reciprocal.
   *
   * <pre>
   * With u = x^(1/p), v = y^(1/p) and s = u^(p-1) + u^(p-2) v + ... + v^(p-1), x - y = (u - v) s: so the quotient is 1 / s,
   * and -1 / (u v s) of the reciprocal
   * </pre>
   */
  record Root(String name, int p, boolean reciprocal) implements SpectralFunction {
    @Override
    public boolean isDefinedAtZero() {
      return !reciprocal;
    }

    @Override
    public <A extends Array<A>> A value(A w) {
      A root = root(w);
      return reciprocal ? root.reciprocal() : root;
    }

    private <A extends Array<A>> A root(A w) {
      return p == 1 ? w : p == 2 ? w.sqrt() : w.pow(1.0 / p);
    }

    @Override
    public <A extends Array<A>> A differenceQuotient(A x, A y) {
      A u = root(x);
      A v = root(y);
      // Horner: s = (...((u + v) u + v^2) u + ...) of which the powers of v are taken along.
      A s = x.constant(Tensor.scalar(x.dtype(), 1));
      A power = s;
      for (int k = 1; k < p; k++) {
        power = power.mul(v);
        s = s.mul(u).add(power);
      }
      return reciprocal ? u.mul(v).mul(s).reciprocal().neg() : s.reciprocal();
    }
  }

  /**
   * The natural logarithm.
   *
   * <pre>
   * With z = (x - y) / (x + y), log x - log y = 2 atanh z: the quotient is 2 / (x + y) * (atanh z) / z
   * </pre>
   */
  record Logarithm() implements SpectralFunction {
    @Override
    public String name() {
      return "log";
    }

    @Override
    public boolean isDefinedAtZero() {
      return false;
    }

    @Override
    public <A extends Array<A>> A value(A w) {
      return w.log();
    }

    @Override
    public <A extends Array<A>> A differenceQuotient(A x, A y) {
      A sum = x.add(y);
      A z = x.sub(y).div(sum);
      A square = z.square();
      // The next term of the series, z^8 / 9, is below rounding.
      A series =
          square.mul(1.0 / 7).add(1.0 / 5).mul(square).add(1.0 / 3).mul(square).add(1);
      A small = z.abs().less(z.constant(Tensor.scalar(z.dtype(), 0.01)));
      A one = z.constant(Tensor.scalar(z.dtype(), 0.5));
      A apart = small.where(one, z);
      A quotient = small.where(series, apart.atanh().div(apart));
      return quotient.mul(2).div(sum);
    }
  }
}
