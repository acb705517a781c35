package cycloid.cli;

import cycloid.study.Progress;
import cycloid.study.markup.Numbers;
import java.io.PrintStream;

/**
 * Progress on a terminal: one line that is redrawn at most ten times a second. Elsewhere, in a file or a pipe, a plain
 * line for each thing that is begun.
 */
final class ProgressBar implements Progress {
  private static final int CELLS = 30;
  private static final long REDRAW = 100_000_000L; // nanoseconds
  private static final String ERASE = "\r\u001B[K";

  private final PrintStream out;
  private final boolean terminal;
  private final long begun = System.nanoTime();
  private long drawn;
  private String last = "";

  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The launcher says whether standard error is a terminal: Java cannot ask for it alone. */
  static boolean isTerminal() {
    return Boolean.getBoolean("cycloid.terminal");
  }

  @Override
  public void report(double done, String what) {
    boolean news = !what.equals(last);
    last = what;
    if (terminal && (news || System.nanoTime() - drawn > REDRAW)) {
      drawn = System.nanoTime();
      out.print(ERASE + line(done, what));
      out.flush();
    } else if (!terminal && news) {
      out.printf("%4s  %s%n", percent(done), what);
    }
  }

  /** Removes the bar until the next report, so that a line can be printed in its place. */
  void clear() {
    if (terminal) {
      out.print(ERASE);
      out.flush();
    }
  }

  /** Removes the bar, and says how long it all took. */
  void finish(String message) {
    String erase = terminal ? ERASE : "";
    out.println(erase + message + " in " + Numbers.duration(seconds()));
  }

  private String line(double done, String what) {
    int full = (int) Math.round(CELLS * Math.max(0, Math.min(1, done)));
    String bar = "━".repeat(full) + "─".repeat(CELLS - full);
    return String.format("%s %4s  %s  %s", bar, percent(done), (long) seconds() + " s", what);
  }

  private static String percent(double done) {
    return Math.round(100 * done) + "%";
  }

  private double seconds() {
    return (System.nanoTime() - begun) * 1e-9;
  }
}
