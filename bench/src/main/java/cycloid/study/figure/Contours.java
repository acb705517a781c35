package cycloid.study.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The level lines of a function that is known on a grid, by marching squares.
 *
 * <p>A corner is inside when its value is at least the level. A line crosses those edges of a cell that join an inside
 * corner to an outside one, at the place found by linear interpolation. Lines are directed, with the inside on their
 * left (x to the right, y up): walking around a cell counterclockwise, a line enters the cell through an edge where the
 * walk goes from inside to outside, and leaves it through one where the walk comes back in. So every crossed edge has at
 * most one line that arrives and one that departs, and chains follow from two arrays.
 */
final class Contours {
  private final double[][] values;
  private final double level;
  private final int rows;
  private final int columns;
  private final int[] next;
  private final boolean[] arrives;

  private Contours(double[][] values, double level) {
    this.values = values;
    this.level = level;
    this.rows = values.length;
    this.columns = values[0].length;
    this.next = new int[2 * rows * columns];
    this.arrives = new boolean[next.length];
    Arrays.fill(next, -1);
  }

  /**
   * Returns the lines of one level, in grid coordinates.
   *
   * @param values values[j][i] at column i, row j; all finite
   */
  static List<Line> of(double[][] values, double level) {
    Contours contours = new Contours(values, level);
    for (int j = 0; j + 1 < contours.rows; j++) {
      for (int i = 0; i + 1 < contours.columns; i++) {
        contours.cross(i, j);
      }
    }
    return contours.chains();
  }

  /** Links the edges of one cell; corners and edges are numbered counterclockwise from the lower left. */
  private void cross(int i, int j) {
    boolean[] inside = {
      isInside(values[j][i]),
      isInside(values[j][i + 1]),
      isInside(values[j + 1][i + 1]),
      isInside(values[j + 1][i])
    };
    int[] edges = {horizontal(i, j), vertical(i + 1, j), horizontal(i, j + 1), vertical(i, j)};
    for (int e = 0; e < 4; e++) {
      if (inside[e] && !inside[(e + 1) % 4]) {
        int out = returns(inside, e, isCentreInside(i, j));
        next[edges[e]] = edges[out];
        arrives[edges[out]] = true;
      }
    }
  }

  /**
   * The edge where the walk comes back in. Only at a saddle there are two: if the centre is inside, the line cuts off
   * the outside corner ahead; if it is outside, the inside corner behind.
   */
  private static int returns(boolean[] inside, int e, boolean centreInside) {
    int direction = centreInside ? 1 : 3;
    int out = e;
    do {
      out = (out + direction) % 4;
    } while (inside[out] || !inside[(out + 1) % 4]);
    return out;
  }

  private boolean isInside(double value) {
    return value >= level;
  }

  private boolean isCentreInside(int i, int j) {
    return isInside(
        (values[j][i] + values[j][i + 1] + values[j + 1][i + 1] + values[j + 1][i]) / 4);
  }

  /** Chains that start at the rim of the grid first; what is left then are rings. */
  private List<Line> chains() {
    List<Line> lines = new ArrayList<>();
    for (int edge = 0; edge < next.length; edge++) {
      if (next[edge] >= 0 && !arrives[edge]) {
        lines.add(chain(edge));
      }
    }
    for (int edge = 0; edge < next.length; edge++) {
      if (next[edge] >= 0) {
        lines.add(chain(edge));
      }
    }
    return lines;
  }

  private Line chain(int start) {
    List<Integer> edges = new ArrayList<>();
    int edge = start;
    while (edge >= 0) {
      edges.add(edge);
      int following = next[edge];
      next[edge] = -1;
      edge = following;
    }
    double[] x = new double[edges.size()];
    double[] y = new double[edges.size()];
    for (int k = 0; k < x.length; k++) {
      place(edges.get(k), x, y, k);
    }
    return new Line(x, y);
  }

  private int horizontal(int i, int j) {
    return 2 * (j * columns + i);
  }

  private int vertical(int i, int j) {
    return 2 * (j * columns + i) + 1;
  }

  private void place(int edge, double[] x, double[] y, int k) {
    int i = edge / 2 % columns;
    int j = edge / 2 / columns;
    boolean horizontal = edge % 2 == 0;
    double from = values[j][i];
    double to = horizontal ? values[j][i + 1] : values[j + 1][i];
    double part = (level - from) / (to - from);
    x[k] = i + (horizontal ? part : 0);
    y[k] = j + (horizontal ? 0 : part);
  }

  /** A chain of points; a ring when the last is the first. */
  record Line(double[] x, double[] y) {
    boolean isRing() {
      int last = x.length - 1;
      return last > 0 && x[0] == x[last] && y[0] == y[last];
    }
  }
}
