package cycloid.study.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void labelsWithRoomStayWhereTheyAre() {
    assertArrayEquals(
        new double[] {80, 10, 40}, Labels.spread(new double[] {80, 10, 40}, 15, 0, 100));
  }

  @Test
  void labelsThatCollideMoveEqually() {
    assertArrayEquals(
        new double[] {55, 45}, Labels.spread(new double[] {51, 49}, 10, 0, 100), 1e-12);
    assertArrayEquals(
        new double[] {40, 50, 60}, Labels.spread(new double[] {50, 50, 50}, 10, 0, 100), 1e-12);
  }

  @Test
  void labelsStayWithinBounds() {
    assertArrayEquals(
        new double[] {80, 90, 100}, Labels.spread(new double[] {98, 99, 100}, 10, 0, 100), 1e-12);
  }

  @Test
  void nothingOverlapsAndTheOrderIsKept() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 500; round++) {
      double[] desired = random.doubles(6, 0, 100).toArray();
      double[] placed = Labels.spread(desired, 15, 0, 100);
      Integer[] order = {0, 1, 2, 3, 4, 5};
      Arrays.sort(order, (a, b) -> Double.compare(desired[a], desired[b]));
      for (int i = 1; i < 6; i++) {
        assertTrue(placed[order[i]] - placed[order[i - 1]] >= 15 - 1e-9);
      }
      assertTrue(placed[order[0]] >= 0 && placed[order[5]] <= 100 + 1e-9);
    }
  }
}
