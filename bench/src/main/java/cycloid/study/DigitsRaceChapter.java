package cycloid.study;

import static cycloid.study.markup.Numbers.count;
import static cycloid.study.markup.Numbers.duration;
import static cycloid.study.markup.Numbers.fixed;
import static cycloid.study.markup.Numbers.percent;
import static cycloid.study.markup.Numbers.significant;
import static cycloid.study.markup.Numbers.trimmed;

import cycloid.study.DigitsRace.Entry;
import cycloid.study.figure.ImageGrid;
import cycloid.study.page.Chapter;
import cycloid.study.page.Formula;
import cycloid.study.page.Table;
import cycloid.study.page.Words;
import java.util.List;

/** Six optimizers learn to read handwritten digits. */
final class DigitsRaceChapter {
  private final DigitsSplit split;
  private final DigitsRace race;
  private final DigitsRace.Effort effort;

  private DigitsRaceChapter(DigitsSplit split, DigitsRace race) {
    this.split = split;
    this.race = race;
    this.effort = race.effort();
  }

  static Chapter write(DigitsRace.Effort effort, Progress progress) {
    DigitsSplit split = DigitsSplit.of(Digits.load());
    return new DigitsRaceChapter(split, DigitsRace.run(split, effort, progress)).chapter();
  }

  private Chapter chapter() {
    DigitsRaceFigures figures = new DigitsRaceFigures(split, race);
    DigitsRaceFindings findings = new DigitsRaceFindings(race, split.test().count());
    Chapter chapter = new Chapter("digits", "Which optimizer learns to read first?")
        .prose(introduction())
        .figures("The first images to learn from.", figures.samples())
        .equations(RULES, formulas())
        .experiment(experiment(), muon())
        .figures(sensitivityCaption(), figures.sensitivity())
        .figures(lossesCaption(), figures.losses())
        .figures(
            "Test accuracy after the last epoch: the median (dot) and each seed (ring).",
            figures.accuracies())
        .table(table());
    showMisread(chapter, figures.misread(race.best().typical()));
    return chapter
        .finding(findings.headline(), findings.accuracies(), findings.rates(), findings.times())
        .code("An optimizer of your own is its equation, and it runs as fast as these:", CODE);
  }

  private List<Formula> formulas() {
    return race.entries().stream()
        .map(entry -> Formulas.of(entry.racer().contestant(), "lr"))
        .toList();
  }

  private void showMisread(Chapter chapter, List<ImageGrid.Image> misread) {
    if (misread.isEmpty()) {
      return;
    }
    String caption = Words.of("""
        All test images that {best} misread, in the run with the median accuracy: what was meant → what was read.
        """, "best", race.best().name());
    String description = misread.size() + " images of digits that were read as another digit.";
    chapter.figures(caption, new ImageGrid("Misread digits", description, misread));
  }

  private Table table() {
    String caption = Words.of("""
        After {epochs} epochs: medians of {seeds} seeds, and the range of the accuracies. Time is for the whole training,
        evaluation apart.
        """, "epochs", effort.epochs(), "seeds", effort.seeds());
    Table table = new Table(
        caption,
        "optimizer",
        "#learning rate",
        "#training loss",
        "#test accuracy",
        "#lowest – highest",
        "#time",
        "#for a step");
    Entry lowest = race.least(Entry::finalLoss);
    Entry quickest = race.least(Entry::seconds);
    for (Entry entry : race.entries()) {
      double[] accuracies = entry.figures(Training::testAccuracy);
      double step = entry.seconds() / Training.steps(split, effort.epochs());
      table.row(
          Table.Cell.named(entry.name(), entry.colour()),
          Table.Cell.of(trimmed(entry.rate(), 3)),
          Table.Cell.bestIf(entry == lowest, significant(entry.finalLoss(), 2)),
          Table.Cell.bestIf(entry == race.best(), percent(entry.accuracy(), 1)),
          Table.Cell.of(
              percent(accuracies[0], 1) + " – " + percent(accuracies[accuracies.length - 1], 1)),
          Table.Cell.bestIf(entry == quickest, duration(entry.seconds())),
          Table.Cell.of(fixed(1e6 * step, 0) + "\u202Fµs"));
    }
    return table;
  }

  // ---- words

  private String introduction() {
    return Words.of(
        """
        Six optimizers teach the same small network to read digits that people wrote by hand, {images} images of 8 by 8
        pixels.
        """,
        "images",
        count(
            split.training().count() + split.validation().count() + split.test().count()));
  }

  private static final String RULES = """
      As they ran. The learning rate lr falls from its first value to 0 along half a wave of the cosine; the first values are
      in the table below.
      """;

  private String experiment() {
    return Words.of(
        """
        {network} It is trained for {epochs} epochs on {training} images, in batches of {batch}, to lower the cross entropy. A
        further {validation} images decide the learning rate of each optimizer, and the last {test} are looked at only in the
        end. The split is drawn from a fixed key; each optimizer runs from the same {seeds} seeds, which draw the first
        weights and the order of the images.
        """,
        "network",
        Network.DESCRIPTION,
        "epochs",
        effort.epochs(),
        "training",
        count(split.training().count()),
        "batch",
        Training.BATCH,
        "validation",
        count(split.validation().count()),
        "test",
        count(split.test().count()),
        "seeds",
        effort.seeds());
  }

  private static String muon() {
    return Words.of("""
        Muon is made for matrices in the middle of a network. Biases and the last layer go to AdamW with its defaults, at the
        learning rate {rate}. Lion has ten times the weight decay of AdamW, since its authors advise more decay at a lower
        rate.
        """, "rate", trimmed(Racer.COMPANION_RATE, 3));
  }

  private String sensitivityCaption() {
    return Words.of(
        """
        How the choice of the learning rate matters: validation loss with each rate{trials}. The lowest point of each curve is
        the rate for the race.
        """, "trials", effort.trials() == 1 ? "" : ", the mean of " + effort.trials() + " runs");
  }

  private String lossesCaption() {
    return Words.of(
        "Loss on all training images after each epoch: the median of {seeds} seeds, and the band that holds them all.",
        "seeds",
        effort.seeds());
  }

  private static final String CODE = """
      Optimizer mine = Optimizer.ofEquations(\"""
              m = beta * m + (1 - beta) * g
              p = p - lr * m / (abs(m) + eps)
              \""")
          .defaults(Map.of("beta", 0.9, "lr", 0.01, "eps", 0.001))
          .on(network.parameters());
      """;
}
