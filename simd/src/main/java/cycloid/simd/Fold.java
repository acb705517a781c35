package cycloid.simd;

/** Folds the virtual lanes of a reduction in one fixed tree, and joins chunks in their order. */
final class Fold {
  private Fold() {}

  /** What leaves every value as it is: 0 for a sum, an infinity for max and min. */
  static double identity(Operation reduction) {
    return switch (reduction) {
      case SUM -> 0;
      case LARGEST -> Double.NEGATIVE_INFINITY;
      case SMALLEST -> Double.POSITIVE_INFINITY;
      default -> throw new IllegalStateException("not a reduction: " + reduction);
    };
  }

  static void fill(DType dtype, Object lanes, int start, int count, double value) {
    if (dtype == DType.F32) {
      java.util.Arrays.fill((float[]) lanes, start, start + count, (float) value);
    } else {
      java.util.Arrays.fill((double[]) lanes, start, start + count, value);
    }
  }

  /** Lane j takes in lane j + count / 2, and so on until one is left; in the dtype. */
  static double halving(DType dtype, Operation reduction, Object lanes, int start, int count) {
    for (int half = count / 2; half > 0; half /= 2) {
      if (reduction != Operation.SUM) {
        joinHalves(dtype, reduction, lanes, start, half);
      } else if (dtype == DType.F32) {
        addHalves((float[]) lanes, start, half);
      } else {
        addHalves((double[]) lanes, start, half);
      }
    }
    return dtype.get(lanes, start);
  }

  private static void addHalves(float[] x, int start, int half) {
    for (int j = start; j < start + half; j++) {
      x[j] += x[j + half];
    }
  }

  private static void addHalves(double[] x, int start, int half) {
    for (int j = start; j < start + half; j++) {
      x[j] += x[j + half];
    }
  }

  /** Max and min are exact in double. */
  private static void joinHalves(DType dtype, Operation reduction, Object x, int start, int half) {
    for (int j = start; j < start + half; j++) {
      dtype.set(x, j, join(reduction, dtype.get(x, j), dtype.get(x, j + half)));
    }
  }

  /** Two partial results as one, in double. */
  static double join(Operation reduction, double a, double b) {
    return switch (reduction) {
      case SUM -> a + b;
      case LARGEST -> Math.max(a, b);
      case SMALLEST -> Math.min(a, b);
      default -> throw new IllegalStateException("not a reduction: " + reduction);
    };
  }
}
