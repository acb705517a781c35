package cycloid.study.figure;

/**
 * A mark on an axis.
 *
 * @param value where it stands
 * @param label its text; empty for a minor tick, which has no grid line either
 */
public record Tick(double value, String label) {
  static Tick minor(double value) {
    return new Tick(value, "");
  }

  boolean isMinor() {
    return label.isEmpty();
  }
}
