package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SparseRowsTest {
  /** The matrix (0 2 0; 0 0 0; 1 0 3; 4 5 6). */
  private static SparseRows matrix() {
    SparseRows.Builder rows = new SparseRows.Builder(4, 3);
    rows.add(1, 2);
    rows.endRow();
    rows.endRow();
    rows.add(0, 1);
    rows.add(2, 3);
    rows.endRow();
    rows.add(0, 4);
    rows.add(1, 5);
    rows.add(2, 6);
    rows.endRow();
    return rows.build();
  }

  @Test
  void itMultipliesEveryVectorOfABatch() {
    double[] out = new double[9];
    matrix().apply(2, 1, new double[] {9, 1, 10, 100, 2, 20, 200}, 1, out, 1);
    assertArrayEquals(new double[] {0, 20, 0, 301, 654, 40, 0, 602, 1308}, out);
  }

  @Test
  void itMultipliesMatricesAndSoDoesTheTransposedOne() {
    float[] out = new float[8];
    matrix().apply(1, 2, new float[] {1, 2, 10, 20, 100, 200}, 0, out, 0);
    assertArrayEquals(new float[] {20, 40, 0, 0, 301, 602, 654, 1308}, out);
    SparseRows transposed = matrix().transpose();
    assertEquals(3, transposed.rows());
    assertEquals(4, transposed.columns());
    double[] turned = new double[3];
    transposed.apply(1, 1, new double[] {1, 10, 100, 1000}, 0, turned, 0);
    assertArrayEquals(new double[] {4100, 5002, 6300}, turned);
  }

  @Test
  void rowsNotEndedAreEmptyAndMoreThanSixteenElementsFit() {
    SparseRows.Builder rows = new SparseRows.Builder(3, 20);
    for (int j = 0; j < 20; j++) {
      rows.add(j, 1);
    }
    rows.endRow();
    double[] out = {7, 7, 7};
    double[] ones = new double[20];
    java.util.Arrays.fill(ones, 1);
    rows.build().apply(1, 1, ones, 0, out, 0);
    assertArrayEquals(new double[] {20, 0, 0}, out);
    assertThrows(IllegalArgumentException.class, () -> new SparseRows.Builder(1, 2).add(2, 1));
  }
}
