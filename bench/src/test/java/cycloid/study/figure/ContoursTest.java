package cycloid.study.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class ContoursTest {
  private static double[][] grid(int rows, int columns, DoubleBinaryOperator f) {
    double[][] grid = new double[rows][columns];
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < columns; i++) {
        grid[j][i] = f.applyAsDouble(i, j);
      }
    }
    return grid;
  }

  @Test
  void aPlaneHasAStraightLine() {
    List<Contours.Line> lines = Contours.of(grid(3, 4, (x, y) -> x), 1.25);
    assertEquals(1, lines.size());
    assertArrayEquals(new double[] {1.25, 1.25, 1.25}, lines.get(0).x());
    // the inside, larger x, is on the left of the direction: the line runs down
    assertArrayEquals(new double[] {2, 1, 0}, lines.get(0).y());
    assertFalse(lines.get(0).isRing());
  }

  @Test
  void aHillHasARingAtItsRadius() {
    List<Contours.Line> lines =
        Contours.of(grid(41, 41, (x, y) -> -Math.hypot(x - 20, y - 20)), -12.5);
    assertEquals(1, lines.size());
    Contours.Line ring = lines.get(0);
    assertTrue(ring.isRing());
    for (int k = 0; k < ring.x().length; k++) {
      assertEquals(12.5, Math.hypot(ring.x()[k] - 20, ring.y()[k] - 20), 0.02);
    }
    assertEquals(Math.PI * 12.5 * 12.5, area(ring), 1.0);
  }

  @Test
  void ringsAroundHollowsRunTheOtherWay() {
    List<Contours.Line> lines =
        Contours.of(grid(41, 41, (x, y) -> Math.hypot(x - 20, y - 20)), 12.5);
    assertTrue(area(lines.get(0)) < 0);
  }

  @Test
  void aSaddleIsSplitByItsCentre() {
    double[][] connected = {{3, 0}, {0, 3}
    }; // the centre, 1.5, is inside level 1: two outside corners are cut off
    double[][] apart = {{1.2, 0}, {0, 1.2}
    }; // the centre, 0.6, is outside level 1: two inside corners are cut off
    assertEquals(2, Contours.of(connected, 1).size());
    assertEquals(2, Contours.of(apart, 1).size());
    // near an outside corner, (1, 0), a line that cuts it off has both ends close to it
    assertTrue(Contours.of(connected, 1).stream()
        .anyMatch(line -> line.x()[0] + line.x()[1] > 1.5 && line.y()[0] + line.y()[1] < 0.5));
    assertTrue(Contours.of(apart, 1).stream()
        .anyMatch(line -> line.x()[0] + line.x()[1] < 0.5 && line.y()[0] + line.y()[1] < 0.5));
  }

  @Test
  void everyCrossedEdgeBelongsToOneLine() {
    double[][] values = grid(30, 30, (x, y) -> Math.sin(x * 1.7) * Math.cos(y * 2.3) + 0.01 * x);
    int crossings = 0;
    for (int j = 0; j < 30; j++) {
      for (int i = 0; i < 30; i++) {
        crossings += i < 29 && values[j][i] >= 0 != values[j][i + 1] >= 0 ? 1 : 0;
        crossings += j < 29 && values[j][i] >= 0 != values[j + 1][i] >= 0 ? 1 : 0;
      }
    }
    int points = 0;
    for (Contours.Line line : Contours.of(values, 0)) {
      points += line.x().length - (line.isRing() ? 1 : 0);
    }
    assertEquals(crossings, points);
  }

  @Test
  void aLevelThatIsNotReachedHasNoLine() {
    assertTrue(Contours.of(grid(5, 5, (x, y) -> x + y), 100).isEmpty());
    assertTrue(Contours.of(grid(5, 5, (x, y) -> x + y), -1).isEmpty());
  }

  /** Positive when the ring runs counterclockwise (Gauss's shoelace formula). */
  private static double area(Contours.Line ring) {
    double twice = 0;
    for (int k = 0; k + 1 < ring.x().length; k++) {
      twice += ring.x()[k] * ring.y()[k + 1] - ring.x()[k + 1] * ring.y()[k];
    }
    return twice / 2;
  }
}
