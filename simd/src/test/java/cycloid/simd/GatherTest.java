package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class GatherTest {
  private static final int[] PLACES = {2, 0, 2};

  @Test
  void rowsAreTakenFromTheirPlaces() {
    float[] out = new float[7];
    Gather.take(DType.F32, PLACES, 2, new float[] {9, 1, 2, 3, 4, 5, 6}, 1, out, 1);
    assertArrayEquals(new float[] {0, 5, 6, 1, 2, 5, 6}, out);
    double[] single = new double[3];
    Gather.take(DType.F64, PLACES, 1, new double[] {1, 2, 3}, 0, single, 0);
    assertArrayEquals(new double[] {3, 1, 3}, single);
  }

  @Test
  void rowsAreAddedToTheirPlaces() {
    double[] out = new double[7];
    Gather.add(DType.F64, PLACES, 2, new double[] {9, 1, 2, 3, 4, 5, 6}, 1, out, 1);
    assertArrayEquals(new double[] {0, 3, 4, 0, 0, 6, 8}, out);
    float[] single = {1, 1, 1};
    Gather.add(DType.F32, PLACES, 1, new float[] {10, 20, 30}, 0, single, 0);
    assertArrayEquals(new float[] {21, 1, 41}, single);
  }

  @Test
  void aPlaceOutsideIsAnError() {
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Gather.take(DType.F32, new int[] {3}, 1, new float[3], 0, new float[1], 0));
  }
}
