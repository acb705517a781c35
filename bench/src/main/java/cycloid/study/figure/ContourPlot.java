package cycloid.study.figure;

import cycloid.study.markup.Markup;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * A function of two variables as nested level sets, and ways that iterations take over it.
 *
 * <p>Each level set {f ≥ level} is filled with the same faint tint, so tints add up: the higher, the deeper. Between grid
 * points the logarithm of the function is interpolated, which suits losses: they are positive and span decades.
 *
 * @param field the function; not negative
 * @param levels where lines are drawn; positive, increasing
 * @param minimum the two coordinates of the point that is sought
 */
public record ContourPlot(
    String title,
    String description,
    Axis x,
    Axis y,
    DoubleBinaryOperator field,
    double[] levels,
    double[] minimum,
    List<Trajectory> trajectories)
    implements Figure {
  private static final int CELLS = 256;
  private static final double RIM =
      6; // where rings that would leave the frame are closed, in drawing units outside it
  private static final double TOLERANCE = 0.25;
  private static final double LEAST_STEP =
      2.2; // points nearer to the last drawn one get no dot of their own
  private static final double LEFT = 34;
  private static final double PLOT = 250;
  private static final double ROW = 19;

  public ContourPlot {
    trajectories = List.copyOf(trajectories);
    for (int i = 0; i < levels.length; i++) {
      if (!(levels[i] > (i == 0 ? 0 : levels[i - 1]))) {
        throw new IllegalArgumentException(
            "contour: levels must be positive and increase; got levels[" + i + "]=" + levels[i]
                + (i == 0 ? "" : " after " + levels[i - 1]));
      }
    }
  }

  /** Returns levels at equal ratios: {@code count} of them from low to high. */
  public static double[] logLevels(double low, double high, int count) {
    double[] levels = new double[count];
    for (int i = 0; i < count; i++) {
      levels[i] = low * StrictMath.pow(high / low, i / (count - 1.0));
    }
    return levels;
  }

  @Override
  public int width() {
    return 360;
  }

  @Override
  public int height() {
    return (int) (PLOT + top() + bottom());
  }

  @Override
  public void draw(Markup svg, String id) {
    Frame frame = new Frame(LEFT, top(), width() - LEFT - 8, PLOT, x, y);
    drawLegend(svg);
    frame.openClipped(svg, id);
    drawLevels(svg, frame);
    drawMinimum(svg, frame);
    for (Trajectory trajectory : trajectories) {
      drawTrajectory(svg, frame, trajectory);
    }
    svg.close();
    frame.drawLeftTicks(svg);
    frame.drawColumns(svg);
  }

  private double top() {
    return (y.title().isEmpty() ? 6 : 28) + ROW * trajectories.size();
  }

  private double bottom() {
    return x.title().isEmpty() ? 26 : 44;
  }

  private void drawLegend(Markup svg) {
    for (int i = 0; i < trajectories.size(); i++) {
      Trajectory trajectory = trajectories.get(i);
      svg.open("text", "x", 0, "y", 13 + ROW * i);
      svg.element(
          "tspan", trajectory.label(), "class", "label " + Colours.className(trajectory.colour()));
      if (!trajectory.note().isEmpty()) {
        svg.element("tspan", trajectory.note(), "class", "note", "dx", 8);
      }
      svg.close();
    }
  }

  private void drawLevels(Markup svg, Frame frame) {
    double[][] grid = logarithms();
    for (double level : levels) {
      StringBuilder path = new StringBuilder();
      for (Contours.Line line : Contours.of(grid, StrictMath.log(level))) {
        path.append(ring(frame, line));
      }
      if (path.length() > 0) {
        svg.empty("path", "class", "level", "d", path);
      }
    }
  }

  /** The field's logarithm on the grid, inside a rim that is lower than every level: so all lines are rings. */
  private double[][] logarithms() {
    double lowest = StrictMath.log(levels[0]) - 1;
    double[][] grid = new double[CELLS + 3][CELLS + 3];
    for (int j = 0; j < grid.length; j++) {
      for (int i = 0; i < grid.length; i++) {
        boolean rim = i == 0 || j == 0 || i == CELLS + 2 || j == CELLS + 2;
        grid[j][i] = rim ? lowest : logarithm(i - 1, j - 1, lowest);
      }
    }
    return grid;
  }

  private double logarithm(int i, int j, double lowest) {
    double u = x.scale().low() + (x.scale().high() - x.scale().low()) * i / CELLS;
    double v = y.scale().low() + (y.scale().high() - y.scale().low()) * j / CELLS;
    double value = StrictMath.log(field.applyAsDouble(u, v));
    return Double.isNaN(value) ? lowest : Math.max(lowest, Math.min(700, value));
  }

  private static String ring(Frame frame, Contours.Line line) {
    double[] across = new double[line.x().length];
    double[] down = new double[across.length];
    for (int k = 0; k < across.length; k++) {
      across[k] = frame.left() + along(line.x()[k], frame.width());
      down[k] = frame.bottom() - along(line.y()[k], frame.height());
    }
    return Polyline.path(across, down, TOLERANCE) + "Z";
  }

  /** From a grid coordinate, 1 to CELLS + 1 in the frame and one more on each side for the rim, to a length. */
  private static double along(double coordinate, double length) {
    double inside = Math.max(0, Math.min(CELLS, coordinate - 1));
    return length * inside / CELLS + RIM * (coordinate - 1 - inside);
  }

  private void drawMinimum(Markup svg, Frame frame) {
    double cx = frame.x(minimum[0]);
    double cy = frame.y(minimum[1]);
    svg.empty(
        "path",
        "class",
        "minimum",
        "d",
        "M" + Polyline.point(cx - 6, cy) + "h12M" + Polyline.point(cx, cy - 6) + "v12");
  }

  private static void drawTrajectory(Markup svg, Frame frame, Trajectory trajectory) {
    int n = trajectory.finitePoints();
    if (n == 0) {
      return;
    }
    double[] across = new double[n];
    double[] down = new double[n];
    for (int k = 0; k < n; k++) {
      across[k] = near(frame.x(trajectory.x()[k]));
      down[k] = near(frame.y(trajectory.y()[k]));
    }
    String colour = Colours.className(trajectory.colour());
    svg.empty("path", "class", "way " + colour, "d", Polyline.path(across, down, TOLERANCE));
    svg.empty("path", "class", "dots " + colour, "d", dots(across, down));
    svg.empty("circle", "class", "start " + colour, "cx", across[0], "cy", down[0], "r", 4.5);
    svg.empty(
        "circle", "class", "stop " + colour, "cx", across[n - 1], "cy", down[n - 1], "r", 4.5);
  }

  /** A far-flung point stays outside the frame, at a coordinate that every renderer can take. */
  private static double near(double coordinate) {
    return Math.max(-1e5, Math.min(1e5, coordinate));
  }

  /** Lines of length zero with round caps: the shortest way to write many dots. */
  private static String dots(double[] across, double[] down) {
    StringBuilder path = new StringBuilder();
    int last = 0;
    for (int k = 1; k < across.length; k++) {
      if (Math.hypot(across[k] - across[last], down[k] - down[last]) >= LEAST_STEP) {
        path.append('M').append(Polyline.point(across[k], down[k])).append("h0");
        last = k;
      }
    }
    return path.toString();
  }
}
