package cycloid.cli;

import cycloid.train.Plan;
import cycloid.train.Run;
import cycloid.train.RunFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ./cycloid train}: trains a model on a table of numbers. */
final class TrainCommand implements Command {
  private static final int MOST = 1_000_000;

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "train a model on a table of numbers";
  }

  @Override
  public Options options() {
    return new Options()
        .value("--data", "NAME", Run.dataNames() + "; the default is digits")
        .value("--model", "NAME", Run.modelNames() + "; the default is mlp")
        .value("--optimizer", "NAME", "one that './cycloid optimizers' lists; the default is AdamW")
        .value("--epochs", "N", "how often every example is learned from; the default is 20")
        .value("--lr", "X", "the learning rate; the default is the optimizer's own")
        .value("--decay", "X", "the weight decay; the default is the optimizer's own")
        .value("--batch", "N", "examples in a step; the default is 64")
        .value("--seed", "S", "where all random numbers come from; the default is 0")
        .value("--checkpoint", "FILE", "write the run to FILE after every epoch, all at once")
        .value("--resume", "FILE", "go on with the run in FILE; the other options are its own");
  }

  @Override
  public int run(Options.Given given, PrintStream out, PrintStream err)
      throws IOException, UsageException {
    int epochs = given.count("--epochs", "20", 0, MOST);
    Path checkpoint = given.has("--checkpoint") ? Path.of(given.value("--checkpoint", "")) : null;
    Run run = begin(given, checkpoint, err);
    out.println(run.description());
    if (checkpoint != null && run.epoch() == 0) {
      RunFile.write(checkpoint, run);
    }
    try {
      train(run, epochs, checkpoint, out, err);
      return 0;
    } catch (Run.Diverged e) {
      err.println("cycloid train: stopped, the loss is not finite any more: " + e.getMessage());
      return 1;
    }
  }

  private static Run begin(Options.Given given, Path checkpoint, PrintStream err)
      throws IOException, UsageException {
    if (!given.has("--resume")) {
      return new Run(plan(given));
    }
    Path file = Path.of(given.value("--resume", ""));
    if (!Files.exists(file) && file.equals(checkpoint)) {
      err.println("cycloid train: there is no " + file + " yet; starting from the beginning");
      return new Run(plan(given));
    }
    Run run = RunFile.read(file);
    differing(given, run.plan());
    return run;
  }

  private static Plan plan(Options.Given given) throws UsageException {
    return new Plan(
        given.value("--data", "digits"),
        given.value("--model", "mlp"),
        given.value("--optimizer", "AdamW"),
        given.has("--lr")
            ? given.number("--lr", "", Double.MIN_VALUE, Double.MAX_VALUE)
            : Double.NaN,
        given.has("--decay") ? given.number("--decay", "", 0, Double.MAX_VALUE) : Double.NaN,
        given.count("--batch", "64", 1, MOST),
        (long) given.number("--seed", "0", 0, 1L << 53));
  }

  /** A run goes on as it began: an option that says otherwise is an error. */
  private static void differing(Options.Given given, Plan plan) throws UsageException {
    Plan asked = plan(given);
    List<String> wrong = new ArrayList<>();
    differing(given, "--data", asked.data(), plan.data(), wrong);
    differing(given, "--model", asked.model(), plan.model(), wrong);
    differing(given, "--optimizer", asked.optimizer(), plan.optimizer(), wrong);
    differing(given, "--lr", asked.learningRate(), plan.learningRate(), wrong);
    differing(given, "--decay", asked.weightDecay(), plan.weightDecay(), wrong);
    differing(given, "--batch", asked.batch(), plan.batch(), wrong);
    differing(given, "--seed", asked.seed(), plan.seed(), wrong);
    if (!wrong.isEmpty()) {
      throw new UsageException(
          "a resumed run goes on as it began; got " + String.join(", ", wrong));
    }
  }

  private static void differing(
      Options.Given given, String option, Object asked, Object begun, List<String> wrong) {
    if (given.has(option) && !asked.equals(begun)) {
      wrong.add(option + " " + asked + " where it began with " + begun);
    }
  }

  private static void train(Run run, int epochs, Path checkpoint, PrintStream out, PrintStream err)
      throws IOException, Run.Diverged {
    ProgressBar bar = new ProgressBar(err, ProgressBar.isTerminal());
    Pace pace = new Pace(epochs - run.epoch());
    while (run.epoch() < epochs) {
      int epoch = run.epoch();
      Run.Epoch done = run.next((step, steps, loss) -> {
        pace.step(step, steps);
        if (ProgressBar.isTerminal()) {
          bar.report(pace.part(), pace.text(epoch + 1, epochs, loss));
        }
      });
      pace.epochDone();
      if (checkpoint != null) {
        RunFile.write(checkpoint, run);
      }
      bar.clear();
      out.printf(
          Locale.ROOT,
          "epoch %d/%d  loss %.4g  %s %.4g%n",
          done.epoch(),
          epochs,
          done.loss(),
          run.scoreName(),
          done.score());
    }
    bar.finish("trained " + run.epoch() + " epochs, " + pace.rate());
  }

  /** How fast steps are done, and how long the rest will take. */
  private static final class Pace {
    private final int epochs;
    private final long begun = System.nanoTime();
    private int done;
    private long steps;
    private double part;

    Pace(int epochs) {
      this.epochs = epochs;
    }

    void step(int step, int ofSteps) {
      steps++;
      part = (done + step / (double) ofSteps) / epochs;
    }

    void epochDone() {
      done++;
    }

    /** The part of the whole that is done. */
    double part() {
      return part;
    }

    String text(int epoch, int lastEpoch, double loss) {
      long left = Math.round(seconds() * (1 - part) / part);
      return String.format(
          Locale.ROOT,
          "epoch %d/%d  loss %.4g  %s  %d s left",
          epoch,
          lastEpoch,
          loss,
          rate(),
          left);
    }

    private double seconds() {
      return (System.nanoTime() - begun) * 1e-9;
    }

    String rate() {
      return String.format(Locale.ROOT, "%.0f steps/s", steps / seconds());
    }
  }
}
