package cycloid.study.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PolylineTest {
  @Test
  void pointsOnALineAreLeftOut() {
    assertEquals(
        "M0 0L3 3", Polyline.path(new double[] {0, 1, 2, 3}, new double[] {0, 1, 2, 3}, 0.1));
  }

  @Test
  void cornersStay() {
    assertEquals(
        "M0 0L1 5L2 0", Polyline.path(new double[] {0, 1, 2}, new double[] {0, 5, 0}, 0.1));
  }

  @Test
  void aClosedChainKeepsItsShape() {
    double[] x = {0, 4, 4, 0, 0};
    double[] y = {0, 0, 4, 4, 0};
    assertEquals("M0 0L4 0L4 4L0 4L0 0", Polyline.path(x, y, 0.5));
  }

  @Test
  void noPointMovesByMoreThanTheTolerance() {
    int n = 5000;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i / 10.0;
      y[i] = 50 * Math.sin(i / 100.0) + 3 * Math.sin(i * 0.7);
    }
    BitSet kept = Polyline.simplify(x, y, 0.3);
    assertTrue(kept.cardinality() < n);
    for (int first = 0; first < n - 1; ) {
      int last = kept.nextSetBit(first + 1);
      for (int i = first + 1; i < last; i++) {
        double part = (x[i] - x[first]) / (x[last] - x[first]);
        double slope = (y[last] - y[first]) / (x[last] - x[first]);
        double gap = Math.abs(y[i] - y[first] - part * (y[last] - y[first])) / Math.hypot(1, slope);
        assertTrue(gap <= 0.3 + 1e-9);
      }
      first = last;
    }
  }

  @Test
  void anEmptyChainIsAnEmptyPath() {
    assertEquals("", Polyline.path(new double[0], new double[0], 1));
    assertEquals("M2 3", Polyline.path(new double[] {2}, new double[] {3}, 1));
  }
}
