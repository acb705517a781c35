package cycloid.study.figure;

import cycloid.study.markup.Numbers;
import java.util.BitSet;

/** A chain of points in drawing coordinates, and its shortest faithful text. */
final class Polyline {
  private Polyline() {}

  /**
   * Returns the path data of a chain of points from which those were left out whose loss moves the drawn line by no more
   * than {@code tolerance}. Coordinates are absolute and rounded to a tenth, so errors do not add up.
   */
  static String path(double[] x, double[] y, double tolerance) {
    BitSet kept = simplify(x, y, tolerance);
    StringBuilder path = new StringBuilder();
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      path.append(path.length() == 0 ? 'M' : 'L').append(point(x[i], y[i]));
    }
    return path.toString();
  }

  static String point(double x, double y) {
    return Numbers.coordinate(x) + ' ' + Numbers.coordinate(y);
  }

  /**
   * Douglas and Peucker's algorithm: keep the ends; if the point farthest from the chord is farther than the tolerance,
   * keep it and do the same on both sides. With a stack, since a long noisy curve would nest deeply.
   */
  static BitSet simplify(double[] x, double[] y, double tolerance) {
    int n = x.length;
    BitSet kept = new BitSet(n);
    if (n == 0) {
      return kept;
    }
    kept.set(0);
    kept.set(n - 1);
    int[] stack = new int[2 * n];
    int top = 0;
    stack[top++] = 0;
    stack[top++] = n - 1;
    while (top > 0) {
      int last = stack[--top];
      int first = stack[--top];
      int farthest = farthest(x, y, first, last, tolerance);
      if (farthest >= 0) {
        kept.set(farthest);
        stack[top++] = first;
        stack[top++] = farthest;
        stack[top++] = farthest;
        stack[top++] = last;
      }
    }
    return kept;
  }

  /** The inner point farthest from the chord if that is more than the tolerance, else -1. */
  private static int farthest(double[] x, double[] y, int first, int last, double tolerance) {
    int farthest = -1;
    double greatest = tolerance;
    for (int i = first + 1; i < last; i++) {
      double distance = distance(x[i], y[i], x[first], y[first], x[last], y[last]);
      if (distance > greatest) {
        greatest = distance;
        farthest = i;
      }
    }
    return farthest;
  }

  /** The distance of a point from the segment between a and b (not from the line: a closed chain has a = b). */
  private static double distance(double x, double y, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double square = dx * dx + dy * dy;
    double along =
        square == 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
    return Math.hypot(x - ax - along * dx, y - ay - along * dy);
  }
}
