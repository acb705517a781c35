package cycloid.simd;

/** Whether the processor contracts a product and a sum. */
final class Fma {
  static final boolean FMA = true;

  private Fma() {}
}
