package cycloid.cli;

import cycloid.bench.Catalogue;
import cycloid.bench.Results;
import cycloid.bench.Row;
import cycloid.bench.RowText;
import cycloid.bench.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Consumer;

/** {@code ./cycloid bench}: measures, compares with another library's program, and writes a report. */
final class BenchCommand implements Command {
  private static final String SECONDS = "0.6";

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "measure the kernels, against the machine's limits and another library's program";
  }

  @Override
  public Options options() {
    return new Options()
        .argument("FILTER", "a part of the names to measure, or a regular expression")
        .flag("--list", "print the names and measure nothing")
        .flag("--json", "print one JSON object a line, and nothing else")
        .value("--threads", "N", "threads, of the peer too; 1 unless given")
        .value("--time", "SECONDS", "how long each is measured; " + SECONDS + " unless given")
        .value(
            "--peer",
            "CMD",
            "compare with this program, as with 'python3 bench/peers/torch_peer.py'");
  }

  @Override
  public int run(Options.Given given, PrintStream out, PrintStream err)
      throws IOException, UsageException {
    if (given.has("--list")) {
      Catalogue.names().forEach(out::println);
      return 0;
    }
    int threads = given.count("--threads", "1", 1, 1024);
    double seconds = given.number("--time", SECONDS, 1e-3, 3600);
    System.setProperty("cycloid.threads", Integer.toString(threads));
    String filter = given.value("FILTER", "");
    Session session = new Session(filter, threads, seconds, given.value("--peer", ""));
    if (session.size() == 0) {
      throw new UsageException(
          "a name must contain the filter; got " + filter + "; --list has all names");
    }
    ProgressBar bar = new ProgressBar(err, ProgressBar.isTerminal());
    Results results = session.run(bar, printer(given, bar, out));
    bar.finish("measured");
    if (results.limits() != null && !given.has("--json")) {
      out.println(RowText.limits(results.limits()));
    }
    return 0;
  }

  /** Prints each task's line as soon as it is measured, below the titles. */
  private static Consumer<Row> printer(Options.Given given, ProgressBar bar, PrintStream out) {
    if (given.has("--json")) {
      return row -> {
        bar.clear();
        row.json().forEach(out::println);
      };
    }
    out.println(RowText.titles(given.has("--peer")));
    return row -> {
      bar.clear();
      out.println(RowText.lines(row));
    };
  }
}
