package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TransposeTest {
  private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 8, 15, 16, 17, 20, 63, 64, 67, 130};

  @Test
  void everyElementChangesPlacesAndNothingElseIsWritten() {
    for (int rows : SIZES) {
      for (int columns : SIZES) {
        for (int gap : new int[] {0, 3}) {
          int fromStride = columns + gap;
          int toStride = rows + gap;
          double[] source = new double[2 + rows * fromStride];
          float[] single = new float[source.length];
          for (int i = 0; i < source.length; i++) {
            source[i] = i + 1;
            single[i] = i + 1;
          }
          double[] target = new double[1 + columns * toStride];
          float[] singleTarget = new float[target.length];
          DoubleTranspose.copy(rows, columns, source, 2, fromStride, target, 1, toStride);
          FloatTranspose.copy(rows, columns, single, 2, fromStride, singleTarget, 1, toStride);
          for (int k = 0; k < target.length; k++) {
            int row = k == 0 ? rows : (k - 1) % toStride;
            int column = k == 0 ? 0 : (k - 1) / toStride;
            double expected = row < rows ? source[2 + row * fromStride + column] : 0;
            String message = rows + "x" + columns + " gap " + gap + " element " + k;
            assertEquals(expected, target[k], message);
            assertEquals(expected, singleTarget[k], message);
          }
        }
      }
    }
  }
}
