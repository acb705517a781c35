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

  /** What joins two numbers of a reduction. */
  static Operation operation(Operation reduction) {
    return switch (reduction) {
      case SUM -> Operation.ADD;
      case LARGEST -> Operation.MAX;
      case SMALLEST -> Operation.MIN;
      default -> throw new IllegalStateException("not a reduction: " + reduction);
    };
  }

  /** The virtual lanes from {@code start} on as one number, in one fixed tree. */
  static double lanes(DType dtype, Operation reduction, Object lanes, int start) {
    if (dtype == DType.F32) {
      float[] x = (float[]) lanes;
      return switch (reduction) {
        case SUM -> FloatVirtualLanes.sum(x, start);
        case LARGEST -> FloatVirtualLanes.greatest(x, start);
        default -> FloatVirtualLanes.least(x, start);
      };
    }
    double[] x = (double[]) lanes;
    return switch (reduction) {
      case SUM -> DoubleVirtualLanes.sum(x, start);
      case LARGEST -> DoubleVirtualLanes.greatest(x, start);
      default -> DoubleVirtualLanes.least(x, start);
    };
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
