package cycloid.tensor.random;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;

/** Normal numbers in pairs, from pairs of uniform ones (Box and Muller 1958). */
final class Normals {
  private static final Equation BOX_MULLER = Equation.parse("""
      r = sqrt(-2 * log(1 - u))
      angle = 6.283185307179586 * v
      u = r * cos(angle)
      v = r * sin(angle)
      """);

  private static final Kernel KERNEL = Kernel.of(BOX_MULLER, DType.F64, "u", "v");

  private Normals() {}

  /** Writes numbers of a dtype into its array. */
  static void fill(Bits bits, DType dtype, Object numbers, int size) {
    bits.forEachChunk(size, (words, start, count) -> {
      int pairs = (count + 1) >>> 1;
      double[] u = new double[pairs];
      double[] v = new double[pairs];
      for (int i = 0; i < pairs; i++) {
        u[i] = Bits.uniform(words[2 * i]);
        v[i] = Bits.uniform(words[2 * i + 1]);
      }
      KERNEL.run(pairs, new Object[] {u, v}, new int[2]);
      interleave(u, v, dtype, numbers, start, count);
    });
  }

  private static void interleave(
      double[] u, double[] v, DType dtype, Object numbers, int start, int count) {
    if (dtype == DType.F64) {
      double[] out = (double[]) numbers;
      for (int i = 0, j = start; i < count >>> 1; i++, j += 2) {
        out[j] = u[i];
        out[j + 1] = v[i];
      }
    } else {
      float[] out = (float[]) numbers;
      for (int i = 0, j = start; i < count >>> 1; i++, j += 2) {
        out[j] = (float) u[i];
        out[j + 1] = (float) v[i];
      }
    }
    if ((count & 1) != 0) {
      dtype.set(numbers, start + count - 1, u[count >>> 1]);
    }
  }
}
