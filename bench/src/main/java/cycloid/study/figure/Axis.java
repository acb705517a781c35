package cycloid.study.figure;

/**
 * One axis of a plot.
 *
 * @param title what is measured and in which unit; may be empty
 * @param scale how values become places
 */
public record Axis(String title, Scale scale) {}
