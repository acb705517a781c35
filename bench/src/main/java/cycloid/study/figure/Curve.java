package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.util.ArrayList;
import java.util.List;

/**
 * A series in drawing coordinates: pieces without gaps.
 *
 * @param pieces for each, the x and the y coordinates; at least one point each
 */
record Curve(Series series, List<double[][]> pieces) {
  private static final double EARLY =
      0.05; // a curve that ends so far before the right edge, of the width, ends inside

  static Curve of(Frame frame, Series series) {
    return new Curve(series, pieces(frame, series.x(), series.y()));
  }

  /** Draws the line without the points that would move it by less than a tolerance. */
  void draw(Markup svg, double tolerance) {
    StringBuilder path = new StringBuilder();
    for (double[][] piece : pieces) {
      path.append(Polyline.path(piece[0], piece[1], tolerance));
    }
    svg.empty("path", "class", "line " + Colours.className(series.colour()), "d", path);
  }

  /** Cuts a chain of values where it has no place. What is far outside stays near, so coordinates stay small. */
  static List<double[][]> pieces(Frame frame, double[] x, double[] y) {
    List<double[][]> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= x.length; i++) {
      if (i == x.length || !isPlaced(frame, x[i], y[i])) {
        if (i > start) {
          pieces.add(piece(frame, x, y, start, i));
        }
        start = i + 1;
      }
    }
    return pieces;
  }

  private static boolean isPlaced(Frame frame, double x, double y) {
    return Double.isFinite(frame.x(x)) && Double.isFinite(frame.y(y));
  }

  private static double[][] piece(Frame frame, double[] x, double[] y, int start, int end) {
    double[][] piece = new double[2][end - start];
    for (int i = start; i < end; i++) {
      piece[0][i - start] = frame.x(x[i]);
      piece[1][i - start] = Math.max(-frame.height(), Math.min(3 * frame.height(), frame.y(y[i])));
    }
    return piece;
  }

  /** Whether there is anything to put a label to. */
  boolean isLabelled() {
    return !pieces.isEmpty() && !series.label().isEmpty();
  }

  double[][] lastPiece() {
    return pieces.get(pieces.size() - 1);
  }

  /** The last point, held within the height of the frame. */
  double[] end(Frame frame) {
    double[][] last = lastPiece();
    int end = last[0].length - 1;
    return new double[] {last[0][end], Math.max(frame.top(), Math.min(frame.bottom(), last[1][end]))
    };
  }

  /** Whether the label can stand beside the right edge; known before the frame, whose width depends on it. */
  static boolean reachesRightEdge(Series series, Scale x) {
    int last = series.x().length - 1;
    while (last >= 0
        && !(Double.isFinite(x.place(series.x()[last]))
            && Double.isFinite(series.y()[last]))) {
      last--;
    }
    return last >= 0 && x.place(series.x()[last]) > 1 - EARLY;
  }
}
