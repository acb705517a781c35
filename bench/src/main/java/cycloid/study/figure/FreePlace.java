package cycloid.study.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds room for the label of a curve that ends in the middle of a plot: beside one of the curve's own points, where the
 * nearest other curve or label is farthest away.
 */
final class FreePlace {
  private static final double SPACING = 3; // of the points that stand for a curve, in drawing units
  private static final double BESIDE = 9; // from a point to the text
  private static final double ENOUGH = 12; // more room than this is no better

  private final Frame frame;
  private final List<double[]> taken = new ArrayList<>(); // x, y, owner

  FreePlace(Frame frame) {
    this.frame = frame;
  }

  /** Marks the places along a chain of points as taken by the curve with this number. */
  void take(double[] x, double[] y, int owner) {
    for (int i = 0; i < x.length; i++) {
      int parts =
          i == 0 ? 1 : (int) Math.ceil(Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]) / SPACING);
      for (int k = 1; k <= parts; k++) {
        double part = k / (double) parts;
        double px = i == 0 ? x[0] : x[i - 1] + part * (x[i] - x[i - 1]);
        double py = i == 0 ? y[0] : y[i - 1] + part * (y[i] - y[i - 1]);
        taken.add(new double[] {px, py, owner});
      }
    }
  }

  /**
   * Returns where the text should start, to the right of a point of the curve, and takes the place.
   *
   * @param owner the curve's number: its own line may be as near as {@link #BESIDE}, no nearer
   */
  double[] find(double[] x, double[] y, double width, int owner) {
    double[] best = {x[x.length - 1] + BESIDE, y[y.length - 1]};
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      double left = x[i] + BESIDE;
      if (left + width < frame.right() && y[i] > frame.top() + 8 && y[i] < frame.bottom() - 12) {
        double room = room(left, y[i], width, owner);
        if (room >= most) { // the last of equals: near the end
          most = room;
          best = new double[] {left, y[i]};
        }
      }
    }
    for (double along = 0; along <= width; along += SPACING) {
      taken.add(new double[] {best[0] + along, best[1], -1});
    }
    return best;
  }

  private double room(double left, double middle, double width, int owner) {
    double room = ENOUGH;
    for (double[] point : taken) {
      double dx = Math.max(0, Math.max(left - point[0], point[0] - left - width));
      double dy = Math.max(0, Math.abs(point[1] - middle) - Labels.SIZE / 2);
      double distance = Math.hypot(dx, dy);
      // touching the own curve is as bad as touching another; passing it at a distance is not
      room = Math.min(
          room, point[2] == owner ? (distance < BESIDE - 2 ? distance : ENOUGH) : distance);
    }
    return room;
  }
}
