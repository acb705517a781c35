package cycloid.tensor.linalg;

/**
 * B = L diag(s) R' for an upper bidiagonal matrix, by implicit QR steps.
 *
 * <p>A step chases a bulge with rotations from the right and from the left, from the end with the greater diagonal
 * element to the other. Where a shift would spoil small singular values it is 0, in a form that computes even these to
 * full relative accuracy.
 *
 * <pre>
 * Source:    Demmel &amp; Kahan 1990, Accurate singular values of bidiagonal matrices (LAPACK, dbdsqr)
 * </pre>
 */
final class BidiagonalSvd {
  private static final double EPSILON = 0x1p-53;

  /** Relative accuracy of singular values: LAPACK's choice, about 1e-14. */
  private static final double TOLERANCE = 80 * EPSILON;

  /** Steps for each singular value, on average; two are usual. */
  private static final int MOST_STEPS = 40;

  private final int n;
  private final double[] d;
  private final double[] e;

  /** L' and R', whose rows are rotated; null where not asked for. */
  private final Strips left;

  private final Strips right;
  private final double[][] c;
  private final double[][] s;
  private final Rotation first = new Rotation();
  private final Rotation second = new Rotation();

  private BidiagonalSvd(int n, double[] d, double[] e, Strips left, Strips right) {
    this.n = n;
    this.d = d;
    this.e = e;
    this.left = left;
    this.right = right;
    this.c = new double[2][n];
    this.s = new double[2][n];
  }

  /**
   * Replaces the diagonal d by singular values of either sign, in no order; e is used up.
   *
   * @throws LinalgException if the iteration does not converge
   */
  static void iterate(int n, double[] d, double[] e, Strips left, Strips right) {
    new BidiagonalSvd(n, d, e, left, right).iterate();
  }

  private void iterate() {
    double threshold = threshold();
    int steps = MOST_STEPS * n;
    int oldLow = -1;
    int oldHigh = -1;
    boolean upwards = false;
    for (int high = n - 1; high > 0; ) {
      int low = blockStart(high, threshold);
      if (low == high) {
        high--;
        continue;
      }
      if (low > oldHigh || high < oldLow) {
        upwards = Math.abs(d[low]) < Math.abs(d[high]);
      }
      double smallest = smallest(low, high, upwards);
      if (smallest < 0) {
        continue;
      }
      if (steps-- == 0) {
        throw new LinalgException("svd: the iteration must converge; got none after "
            + MOST_STEPS * n + " steps, n=" + n);
      }
      oldLow = low;
      oldHigh = high;
      double shift = shift(low, high, upwards, smallest);
      if (shift == 0) {
        stepWithoutShift(low, high, upwards);
      } else {
        step(low, high, upwards, shift);
      }
      int end = upwards ? low : high - 1;
      if (Math.abs(e[end]) <= threshold) {
        e[end] = 0;
      }
    }
  }

  /** What is negligible anywhere: the tolerance times a lower bound of the smallest singular value. */
  private double threshold() {
    double mu = Math.abs(d[0]);
    double least = mu;
    for (int i = 1; i < n && least > 0; i++) {
      mu = Math.abs(d[i]) * (mu / (mu + Math.abs(e[i - 1])));
      least = Math.min(least, mu);
    }
    return Math.max(TOLERANCE * least / Math.sqrt(n), 6.0 * n * n * Double.MIN_NORMAL);
  }

  /** The first row of the unreduced block that ends at {@code high}. */
  private int blockStart(int high, double threshold) {
    int low = high;
    while (low > 0) {
      if (Math.abs(d[low - 1]) <= threshold) {
        d[low - 1] = 0;
      }
      if (Math.abs(e[low - 1]) <= threshold) {
        e[low - 1] = 0;
        break;
      }
      low--;
    }
    if (Math.abs(d[high]) <= threshold) {
      d[high] = 0;
    }
    return low;
  }

  /** A lower bound of the smallest singular value of the block, or -1 after an element of e was found negligible. */
  private double smallest(int low, int high, boolean upwards) {
    int direction = upwards ? -1 : 1;
    int start = upwards ? high : low;
    int target = upwards ? low : high;
    int last = upwards ? low : high - 1;
    if (Math.abs(e[last]) <= TOLERANCE * Math.abs(d[target])) {
      e[last] = 0;
      return -1;
    }
    double mu = Math.abs(d[start]);
    double least = mu;
    for (int i = start; i != target; i += direction) {
      int between = upwards ? i - 1 : i;
      if (Math.abs(e[between]) <= TOLERANCE * mu) {
        e[between] = 0;
        return -1;
      }
      mu = Math.abs(d[i + direction]) * (mu / (mu + Math.abs(e[between])));
      least = Math.min(least, mu);
    }
    return least;
  }

  /** The smallest singular value of the last two rows, or 0 where that would cost relative accuracy. */
  private double shift(int low, int high, boolean upwards, double smallest) {
    double largest = Math.abs(d[high]);
    for (int i = low; i < high; i++) {
      largest = Math.max(largest, Math.max(Math.abs(d[i]), Math.abs(e[i])));
    }
    if (n * TOLERANCE * (smallest / largest) <= Math.max(2 * EPSILON, 0.01 * TOLERANCE)) {
      return 0;
    }
    double start = Math.abs(upwards ? d[high] : d[low]);
    double shift = upwards
        ? smallerSingularValue(d[low], e[low], d[low + 1])
        : smallerSingularValue(d[high - 1], e[high - 1], d[high]);
    double ratio = shift / start;
    return start > 0 && ratio * ratio < 2 * EPSILON ? 0 : shift;
  }

  /** Of the matrix (f, g; 0, h), accurately. Source: LAPACK, dlas2. */
  private static double smallerSingularValue(double f, double g, double h) {
    double least = Math.min(Math.abs(f), Math.abs(h));
    double most = Math.max(Math.abs(f), Math.abs(h));
    double beside = Math.abs(g);
    if (least == 0) {
      return 0;
    }
    double sum = 1 + least / most;
    double difference = (most - least) / most;
    if (beside < most) {
      double square = (beside / most) * (beside / most);
      double factor =
          2 / (Math.sqrt(sum * sum + square) + Math.sqrt(difference * difference + square));
      return least * factor;
    }
    double ratio = most / beside;
    if (ratio == 0) {
      return least * most / beside;
    }
    double factor = 1
        / (Math.sqrt(1 + (sum * ratio) * (sum * ratio))
            + Math.sqrt(1 + (difference * ratio) * (difference * ratio)));
    return 2 * (least * factor) * ratio;
  }

  // In both kinds of step, i runs from where the bulge starts; upwards, B is read as its own mirror
  // image, in which
  // left and right change places and rotations their sense.

  private void stepWithoutShift(int low, int high, boolean upwards) {
    int direction = upwards ? -1 : 1;
    int target = upwards ? low : high;
    int between = upwards ? -1 : 0;
    first.c = 1;
    second.c = 1;
    second.s = 0;
    int i = upwards ? high : low;
    for (int k = 0; k < high - low; k++, i += direction) {
      first.set(d[i] * first.c, e[i + between]);
      if (k > 0) {
        e[i + between - direction] = second.s * first.r;
      }
      second.set(second.c * first.r, d[i + direction] * first.s);
      d[i] = second.r;
      record(i + between - low, upwards);
    }
    double h = d[target] * first.c;
    d[target] = h * second.c;
    e[upwards ? low : high - 1] = h * second.s;
    rotate(low, high - low, upwards);
  }

  private void step(int low, int high, boolean upwards, double shift) {
    int direction = upwards ? -1 : 1;
    int between = upwards ? -1 : 0;
    int i = upwards ? high : low;
    int length = high - low;
    double f = (Math.abs(d[i]) - shift) * (Math.copySign(1, d[i]) + shift / d[i]);
    double g = e[i + between];
    for (int k = 0; k < length; k++, i += direction) {
      int at = i + between;
      int next = i + direction;
      first.set(f, g);
      if (k > 0) {
        e[at - direction] = first.r;
      }
      f = first.c * d[i] + first.s * e[at];
      e[at] = first.c * e[at] - first.s * d[i];
      g = first.s * d[next];
      d[next] = first.c * d[next];
      second.set(f, g);
      d[i] = second.r;
      f = second.c * e[at] + second.s * d[next];
      d[next] = second.c * d[next] - second.s * e[at];
      if (k < length - 1) {
        g = second.s * e[at + direction];
        e[at + direction] = second.c * e[at + direction];
      }
      record(at - low, upwards);
    }
    e[upwards ? low : high - 1] = f;
    rotate(low, length, upwards);
  }

  private void record(int at, boolean upwards) {
    c[0][at] = first.c;
    s[0][at] = upwards ? -first.s : first.s;
    c[1][at] = second.c;
    s[1][at] = upwards ? -second.s : second.s;
  }

  private void rotate(int low, int count, boolean upwards) {
    if (left != null) {
      int other = upwards ? 1 : 0;
      right.rotate(low, count, c[other], s[other], upwards);
      left.rotate(low, count, c[1 - other], s[1 - other], upwards);
    }
  }
}
