package cycloid.simd;

/**
 * A large angle reduced to a quarter turn: x = n pi/2 + high + low, |high| &lt;= pi/4, with n modulo 4 as quadrant.
 *
 * <p>Method: Payne and Hanek. With x = m 2^e, m an integer of 53 bits, x / (pi/2) modulo 4 needs the bits of 2/pi from
 * place e - 1 on only: those before it contribute multiples of 4. 192 of them times m leave more than 70 good bits after
 * the worst cancellation a double can bring (62 bits, at 6381956970095103 2^797). Exact integers, so every machine agrees.
 *
 * <p>Source: M. Payne and R. Hanek, SIGNUM Newsletter 18 (1983) 19-24; K. C. Ng, "Good to the last bit", 1992.
 */
record FarAngle(double high, double low, int quadrant) {
  /** 2/pi, after 64 zeros: 2/pi = sum of TWO_OVER_PI[i] 2^(-64 i), read as unsigned. */
  private static final long[] TWO_OVER_PI = {
    0L,
    0xa2f9836e4e441529L,
    0xfc2757d1f534ddc0L,
    0xdb6295993c439041L,
    0xfe5163abdebbc561L,
    0xb7246e3a424dd2e0L,
    0x06492eea09d1921cL,
    0xfe1deb1cb129a73eL,
    0xe88235f52ebb4484L,
    0xe99c7026b45f7e41L,
    0x3991d639835339f4L,
    0x9c845f8bbdf9283bL,
    0x1ff897ffde05980fL,
    0xef2f118b5a0a6d1fL,
    0x6d367ecf27cb09b7L,
    0x4f463f669e5fea2dL,
    0x7527bac7ebe5f17bL,
    0x3d0739f78a5292eaL,
    0x6bfb5fb11f8d5d08L,
    0x56033046fc7b6babL,
    0xf0cfbc209af4361dL
  };

  private static final double PI_HALF = 1.5707963267948966;
  private static final double PI_HALF_LOW = 6.123233995736766e-17;

  /** Reduces x, |x| at least 2^14; NaN for an infinity. */
  static FarAngle of(double x) {
    if (Double.isInfinite(x)) {
      return new FarAngle(Double.NaN, Double.NaN, 0);
    }
    long m = Double.doubleToRawLongBits(x) & 0x000fffffffffffffL | 0x0010000000000000L;
    int first = 64
        + Math.getExponent(x)
        - 52
        - 2; // the first bit of TWO_OVER_PI that matters, counted from 0
    long g0 = bits(first);
    long g1 = bits(first + 64);
    long g2 = bits(first + 128);

    // m (g0 : g1 : g2) modulo 1, a fraction of 192 bits, f0 : f1 : f2
    long f2 = m * g2;
    long f1 = m * g1;
    long f0 = m * g0 + high(m, g1);
    long carry = high(m, g2);
    f1 += carry;
    f0 += Long.compareUnsigned(f1, carry) < 0 ? 1 : 0;

    // two bits are the quadrant; what follows is a signed fraction of a quarter turn, from -1/2 to
    // 1/2
    int quadrant = (int) (f0 >>> 62);
    f0 = f0 << 2 | f1 >>> 62;
    f1 = f1 << 2 | f2 >>> 62;
    f2 <<= 2;
    boolean negative = f0 < 0;
    if (negative) {
      quadrant++;
      f0 = ~f0;
      f1 = ~f1;
      f2 = ~f2;
    }
    boolean reversed = negative != x < 0;
    return of(f0, f1, f2, reversed ? -1 : 1, x < 0 ? -quadrant : quadrant);
  }

  /** sign (f0 : f1 : f2) pi/2 as a pair. */
  private static FarAngle of(long f0, long f1, long f2, int sign, int quadrant) {
    int zeros = Long.numberOfLeadingZeros(f0);
    long top = zeros == 0 ? f0 : f0 << zeros | f1 >>> 1 >>> 63 - zeros;
    long next = zeros == 0 ? f1 : f1 << zeros | f2 >>> 1 >>> 63 - zeros;
    double unit = sign * Math.scalb(1.0, -zeros - 53);
    double high = (top >>> 11) * unit;
    double low = ((top & 0x7ff) << 42 | next >>> 22) * (unit * 0x1p-53);
    double product = high * PI_HALF;
    double error = Math.fma(high, PI_HALF, -product) + Math.fma(high, PI_HALF_LOW, low * PI_HALF);
    double sum = product + error;
    return new FarAngle(sum, product - sum + error, quadrant & 3);
  }

  /** 64 bits of TWO_OVER_PI from one place on. */
  private static long bits(int place) {
    int word = place >>> 6;
    int shift = place & 63;
    return shift == 0
        ? TWO_OVER_PI[word]
        : TWO_OVER_PI[word] << shift | TWO_OVER_PI[word + 1] >>> 64 - shift;
  }

  /** The upper half of the product of m, at least 0, and unsigned g. */
  private static long high(long m, long g) {
    return Math.multiplyHigh(m, g) + (g >> 63 & m);
  }
}
