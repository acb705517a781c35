package cycloid.study;

/** Hears how far a long computation has come. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress SILENT = (done, what) -> {};

  /**
   * Takes a report.
   *
   * @param done the part of the whole that is done, 0 to 1
   * @param what is being done now, in a few words
   */
  void report(double done, String what);

  /** Returns the progress of a part of this computation, which reaches from one place in the whole to another. */
  default Progress part(double from, double to) {
    return (done, what) -> report(from + (to - from) * done, what);
  }
}
