package cycloid.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DigitsTest {
  private static final Digits DIGITS = Digits.load();

  @Test
  void thereAreAllImagesOfTheSource() {
    assertEquals(1797, DIGITS.count());
    assertEquals(1797 * 64, DIGITS.pixels().length);
    int[] counts = new int[10];
    for (int label : DIGITS.labels()) {
      counts[label]++;
    }
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
  }

  @Test
  void pixelsRunFromPaperToInk() {
    for (float pixel : DIGITS.pixels()) {
      assertTrue(pixel >= 0 && pixel <= 1);
    }
    assertArrayEquals(new double[] {0, 0, 0.3125, 0.8125}, Arrays.copyOf(DIGITS.image(0), 4));
  }

  @Test
  void aSelectionKeepsImagesAndLabelsTogether() {
    Digits two = DIGITS.select(5, 0);
    assertArrayEquals(new int[] {DIGITS.labels()[5], DIGITS.labels()[0]}, two.labels());
    assertArrayEquals(DIGITS.image(0), two.image(1));
  }
}
