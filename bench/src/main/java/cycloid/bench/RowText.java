package cycloid.bench;

import java.util.Locale;

/** Results as lines of text for a terminal: one for each task, or for each pair of a task and a peer. */
public final class RowText {
  private static final String COLUMNS = "%-34s %10s %10s %12s %8s  %-12s %9s";
  private static final String PEER_COLUMNS = "  %-28s %10s %7s";

  private RowText() {}

  /** The titles of the columns. */
  public static String titles(boolean withPeer) {
    String own = format(COLUMNS, "benchmark", "best", "median", "rate", "of", "limit", "allocates");
    return withPeer ? own + format(PEER_COLUMNS, "peer", "median", "ratio") : own;
  }

  /** The lines of a task, without the line end of the last. */
  public static String lines(Row row) {
    String own = format(
        COLUMNS,
        row.task().name(),
        time(row.own().ns()),
        time(row.own().medianNs()),
        rate(row),
        row.limit().isKnown() ? format("%.0f %%", 100 * row.ofLimit()) : "",
        row.limit().resource(),
        bytes(row.allocated()));
    if (row.peers().isEmpty()) {
      return own.stripTrailing();
    }
    StringBuilder lines = new StringBuilder();
    for (Measurement peer : row.peers()) {
      String name =
          peer.bench().equals(row.task().name()) ? peer.impl() : peer.impl() + " " + peer.bench();
      lines.append(lines.length() == 0 ? own : "\n" + " ".repeat(own.length()));
      lines.append(format(
          PEER_COLUMNS, name, time(peer.medianNs()), format("%.2f", row.own().ratioTo(peer))));
    }
    return lines.toString();
  }

  /** The titles of the columns for the start of a process. */
  public static String startTitles() {
    return format("%-34s %10s %10s", "from start to the first result", "best", "median");
  }

  /** A line for the start of a process. */
  public static String start(Measurement one) {
    return format("%-34s %10s %10s", one.bench(), time(one.ns()), time(one.medianNs()));
  }

  /** What holds a task that a peer does in less time. */
  public static String behind(Row row) {
    return format("%-34s %s", row.task().name(), row.shares());
  }

  /** What the machine can do. */
  public static String limits(Limits limits) {
    Bandwidth nearest = limits.bandwidths().get(0);
    Bandwidth farthest = limits.bandwidths().get(limits.bandwidths().size() - 1);
    return format(
        "limits of one thread: %.0f GFLOP/s float, %.0f GFLOP/s double; memory read at %.0f GB/s in the first cache, %.1f"
            + " GB/s beyond the last; a division %.2f ns, a root %.2f ns in float; a call %.0f ns",
        limits.single().peak(),
        limits.full().peak(),
        nearest.reading(),
        farthest.reading(),
        limits.single().division(),
        limits.single().root(),
        limits.call());
  }

  private static String rate(Row row) {
    return row.task().cost().isArithmetic()
        ? format("%.1f GF/s", row.gigaflops())
        : format("%.1f GB/s", row.gigabytes());
  }

  /** A time as people read it: "16.0 ns", "1.23 µs", "230 ms". */
  static String time(double ns) {
    String[] units = {"ns", "µs", "ms", "s"};
    int unit = 0;
    double value = ns;
    while (value >= 999.5 && unit + 1 < units.length) {
      value /= 1000;
      unit++;
    }
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return format("%." + decimals + "f " + units[unit], value);
  }

  /** Memory as people read it: "0 B", "1.5 KB", "24 MB"; empty for a negative number, which stands for an unknown one. */
  static String bytes(long bytes) {
    if (bytes < 0) {
      return "";
    }
    String[] units = {"B", "KB", "MB", "GB"};
    int unit = 0;
    double value = bytes;
    while (value >= 1000 && unit + 1 < units.length) {
      value /= 1024;
      unit++;
    }
    return format(unit > 0 && value < 9.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
