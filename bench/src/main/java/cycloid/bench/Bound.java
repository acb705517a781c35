package cycloid.bench;

/**
 * Something of the machine that a task needs, and the least time that it takes for it.
 *
 * @param resource what is needed, in a word or two
 * @param detail how much of it there is, as measured
 * @param ns the least time, in nanoseconds
 */
public record Bound(String resource, String detail, double ns) {
  /** Nothing is known. */
  static final Bound UNKNOWN = new Bound("", "", Double.NaN);

  boolean isKnown() {
    return !Double.isNaN(ns);
  }
}
