package cycloid.simd;

import java.util.Locale;

/**
 * Whether a fused multiply-add costs one instruction here.
 *
 * <p>Without hardware for it {@code Math.fma} computes with {@code BigDecimal}, hundreds of times slower than a product.
 * Then scalar and vector lanes alike compute a b + c with two roundings, and results may differ in their last bits from
 * those of other machines.
 *
 * <p>The system property {@code cycloid.simd.fma} = {@code true} or {@code false} decides. Else the virtual machine is asked
 * for its option {@code UseFMA}; where it does not tell, a short timing does.
 */
final class Fma {
  private static final int ROUNDS = 1000;
  private static final int SLOW = 50;

  /** Whether the processor contracts a product and a sum. */
  static final boolean FMA =
      decide(System.getProperty("cycloid.simd.fma", "auto").trim().toLowerCase(Locale.ROOT));

  private Fma() {}

  private static boolean decide(String wish) {
    switch (wish) {
      case "true":
        return true;
      case "false":
        return false;
      case "auto":
        String option = VmOption.value("UseFMA");
        return option == null ? isFast() : Boolean.parseBoolean(option);
      default:
        throw new IllegalArgumentException(
            "simd: -Dcycloid.simd.fma must be auto, true or false; got '" + wish + "'");
    }
  }

  /** Compares the best of a few short runs: {@code BigDecimal} is slower than a product by far more than SLOW. */
  private static boolean isFast() {
    long fused = Long.MAX_VALUE;
    long product = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      fused = Math.min(fused, time(true));
      product = Math.min(product, time(false));
    }
    return fused < SLOW * Math.max(product, 1);
  }

  private static long time(boolean fuse) {
    double x = 0.1;
    long start = System.nanoTime();
    for (int i = 0; i < ROUNDS; i++) {
      x = fuse ? Math.fma(x, 0.7, 0.1) : x * 0.7 + 0.1;
    }
    long time = System.nanoTime() - start;
    return x > 0 ? time : 0; // x is used, so that the loop is not removed
  }
}
