package cycloid.cli;

import cycloid.bench.Catalogue;
import cycloid.bench.Report;
import cycloid.bench.Results;
import cycloid.bench.Row;
import cycloid.bench.RowText;
import cycloid.bench.Server;
import cycloid.bench.Session;
import cycloid.bench.Start;
import cycloid.bench.Task;
import cycloid.simd.Workers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** {@code ./cycloid bench}: measures, compares with another library's program, and writes a report. */
final class BenchCommand implements Command {
  private static final String DIRECTORY = "benchmarks";
  private static final String REPORT = "index.html";
  private static final String SECONDS = "0.6";

  /** How kernels are prepared: at once, so that no thread does it beside the measuring one. */
  private static final String WARM_UP = "cycloid.simd.warmup";

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
        .flag("--all", "every function, update rule and kernel too, which the peers have not")
        .flag("--start", "measure the time from the start of a process to its first result instead")
        .flag("--list", "print the names and measure nothing")
        .flag("--json", "print one JSON object a line, and nothing else")
        .value("--threads", "N", "threads, of the peer too; 1 unless given")
        .value("--time", "SECONDS", "how long each is measured; " + SECONDS + " unless given")
        .value(
            "--out",
            "DIR",
            "where to write the report index.html; benchmarks unless given (with --json: nowhere)")
        .value(
            "--peer",
            "CMD",
            "compare with this program, as with 'python3 bench/peers/torch_peer.py'")
        .value("--jdk", "PATH", "compare with this program on another JDK");
  }

  @Override
  public int run(Options.Given given, PrintStream out, PrintStream err)
      throws IOException, UsageException {
    if (given.has("--start")) {
      return start(given, out, err);
    }
    System.setProperty(WARM_UP, System.getProperty(WARM_UP, "caller")); // before a kernel is made
    List<Task> all = given.has("--all") ? Catalogue.all() : Catalogue.tasks();
    List<Task> tasks = Catalogue.matching(all, given.value("FILTER", ""));
    if (given.has("--list")) {
      tasks.forEach(task -> out.println(task.name()));
      return 0;
    }
    int threads = given.count("--threads", "1", 1, 1024);
    double seconds = given.number("--time", SECONDS, 1e-3, 3600);
    Workers.setThreads(threads);
    if (tasks.isEmpty()) {
      throw new UsageException("a name must contain the filter; got " + given.value("FILTER", "")
          + "; --list has the names, with --all all of them");
    }
    Session session = new Session(tasks, threads, seconds, peer(given));
    boolean reports = given.has("--out") || !given.has("--json");
    Path directory = Path.of(given.value("--out", DIRECTORY));
    if (reports) {
      OutputDirectory.check(directory);
    }
    ProgressBar bar = new ProgressBar(err, ProgressBar.isTerminal());
    Results results = session.run(bar, printer(given, bar, out));
    Path report = directory.resolve(REPORT);
    if (reports) {
      Report.page(results).write(report);
    }
    bar.finish("measured");
    if (results.limits() != null && !given.has("--json")) {
      out.println(RowText.limits(results.limits()));
      if (!results.behind().isEmpty()) {
        out.println("where the peer takes less time, ours goes to:");
        results.behind().forEach(row -> out.println(RowText.behind(row)));
      }
    }
    if (reports && !given.has("--json")) {
      out.println(report);
    }
    return 0;
  }

  /** The command of what is compared with; empty for nothing. */
  private static String peer(Options.Given given) throws UsageException {
    if (!given.has("--jdk")) {
      return given.value("--peer", "");
    }
    Path jdk = Path.of(given.value("--jdk", ""));
    Path java = Files.isDirectory(jdk) ? jdk.resolve("bin").resolve("java") : jdk;
    if (!Files.isExecutable(java) || given.has("--peer")) {
      throw new UsageException(
          "option --jdk must be the folder of a JDK, or its java, without --peer; got " + jdk);
    }
    return Server.command(java);
  }

  private static int start(Options.Given given, PrintStream out, PrintStream err)
      throws IOException {
    ProgressBar bar = new ProgressBar(err, ProgressBar.isTerminal());
    if (!given.has("--json")) {
      out.println(RowText.startTitles());
    }
    Start.measure(Start.TIMES, bar, one -> {
      bar.clear();
      out.println(given.has("--json") ? one.json() : RowText.start(one));
    });
    bar.finish("measured");
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
    out.println(RowText.titles(given.has("--peer") || given.has("--jdk")));
    return row -> {
      bar.clear();
      out.println(RowText.lines(row));
    };
  }
}
