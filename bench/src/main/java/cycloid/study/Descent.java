package cycloid.study;

import cycloid.autodiff.nn.Parameter;
import cycloid.optim.Optimizer;
import cycloid.optim.Rule;
import cycloid.tensor.Tensor;
import java.util.Arrays;

/**
 * The way of an update rule over a landscape, from its start on.
 *
 * @param x first coordinates, one more than there are steps
 * @param y second coordinates
 * @param loss heights
 */
record Descent(double[] x, double[] y, double[] loss) {
  /** A loss counts as reached when it is not left again in so many steps. */
  private static final int STAY = 50;

  /** Takes steps from a start. */
  static Descent run(Landscape landscape, double[] start, Rule rule, int steps) {
    Walker walker = new Walker(landscape, start, rule);
    Descent way = new Descent(new double[steps + 1], new double[steps + 1], new double[steps + 1]);
    way.record(0, walker);
    for (int t = 1; t <= steps; t++) {
      walker.step();
      way.record(t, walker);
    }
    return way;
  }

  /**
   * Counts the steps until the loss is at most the target and stays so for {@value #STAY} steps more.
   *
   * @param limit where to give up
   * @return the count; above the limit if it is not reached
   */
  static int stepsTo(double target, Landscape landscape, double[] start, Rule rule, int limit) {
    Walker walker = new Walker(landscape, start, rule);
    int reached =
        0; // the step from which on the loss has been at most the target; 0 if it is above
    for (int t = 1; t <= limit + STAY; t++) {
      walker.step();
      boolean below = walker.loss() <= target;
      reached = !below ? 0 : reached == 0 ? t : reached;
      boolean hopeless = reached == 0 && t >= limit || !(walker.loss() < Double.MAX_VALUE);
      if (hopeless || reached > 0 && t >= reached + STAY) {
        break;
      }
    }
    return reached > 0 ? reached : limit + 1;
  }

  /** Returns the first steps of this way. */
  Descent first(int steps) {
    int length = Math.min(steps + 1, x.length);
    return new Descent(
        Arrays.copyOf(x, length), Arrays.copyOf(y, length), Arrays.copyOf(loss, length));
  }

  double lastLoss() {
    return loss[loss.length - 1];
  }

  private void record(int t, Walker walker) {
    x[t] = walker.x();
    y[t] = walker.y();
    loss[t] = walker.loss();
  }

  /** A point of the plane that an optimizer moves. */
  private static final class Walker {
    private final Landscape landscape;
    private final Parameter point;
    private final Optimizer optimizer;

    Walker(Landscape landscape, double[] start, Rule rule) {
      this.landscape = landscape;
      this.point = new Parameter("p", Tensor.of(start[0], start[1]));
      this.optimizer = rule.on(point);
    }

    void step() {
      point.setGradient(Tensor.of(landscape.gradient(x(), y())));
      optimizer.step();
    }

    double x() {
      return point.value().get(0);
    }

    double y() {
      return point.value().get(1);
    }

    double loss() {
      return landscape.value(x(), y());
    }
  }
}
