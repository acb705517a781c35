package cycloid.cli;

import cycloid.study.Study;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** {@code ./cycloid study}: runs the experiments and writes the report. */
final class StudyCommand implements Command {
  private static final String REPORT = "index.html";

  @Override
  public String name() {
    return "study";
  }

  @Override
  public String summary() {
    return "run the experiments and write a report with figures, study/index.html";
  }

  @Override
  public Options options() {
    return new Options()
        .flag("--quick", "fewer epochs, seeds and learning rates: well under a minute")
        .value("--out", "DIR", "where to write index.html; the default is study");
  }

  @Override
  public int run(Options.Given given, PrintStream out, PrintStream err) throws IOException {
    Path directory = Path.of(given.value("--out", "study"));
    OutputDirectory.check(directory);
    ProgressBar bar = new ProgressBar(err, ProgressBar.isTerminal());
    Study study = Study.run(given.has("--quick"), bar);
    Path report = directory.resolve(REPORT);
    study.page().write(report);
    bar.finish("studied");
    for (String finding : study.findings()) {
      out.println("- " + finding);
    }
    out.println(report);
    return 0;
  }
}
