package cycloid.study;

import static cycloid.study.markup.Numbers.count;
import static cycloid.study.markup.Numbers.duration;
import static cycloid.study.markup.Numbers.fixed;
import static cycloid.study.markup.Numbers.percent;
import static cycloid.study.markup.Numbers.plain;
import static cycloid.study.markup.Numbers.significant;

import cycloid.study.DigitsRace.Entry;
import cycloid.study.figure.ImageGrid;
import cycloid.study.page.Chapter;
import cycloid.study.page.Table;
import java.util.List;

/** Six optimizers learn to read handwritten digits. */
final class DigitsRaceChapter {
  private static final int SHOWN = 24;

  private final DigitsSplit split;
  private final DigitsRace race;
  private final DigitsRace.Effort effort;

  private DigitsRaceChapter(DigitsSplit split, DigitsRace race, DigitsRace.Effort effort) {
    this.split = split;
    this.race = race;
    this.effort = effort;
  }

  static Chapter write(DigitsRace.Effort effort, Progress progress) {
    DigitsSplit split = DigitsSplit.of(Digits.load());
    return new DigitsRaceChapter(split, DigitsRace.run(split, effort, progress), effort).chapter();
  }

  private Chapter chapter() {
    DigitsRaceFigures figures = new DigitsRaceFigures(split, race);
    DigitsRaceFindings findings = new DigitsRaceFindings(race, split.test().count());
    Entry best = race.best();
    Chapter chapter = new Chapter("digits", "Which optimizer learns to read first?")
        .prose(
            "Six optimizers teach the same small network to read the digits that people wrote by hand, "
                + count(split.training().count()
                    + split.validation().count()
                    + split.test().count())
                + " images of 8 by 8 pixels.")
        .figures("The first images to learn from.", figures.samples())
        .equations(
            "As they ran. The learning rate lr falls from its first value to 0 along half a wave of the cosine;"
                + " the first values are in the table below.",
            race.entries().stream()
                .map(entry -> Formulas.of(entry.racer().contestant(), "lr"))
                .toList())
        .experiment(
            Network.DESCRIPTION + " It is trained for " + effort.epochs() + " epochs on "
                + count(split.training().count()) + " images, in batches of " + Training.BATCH
                + ", to lower the cross"
                + " entropy. A further " + count(split.validation().count())
                + " images decide the learning rate of each"
                + " optimizer, and the last " + count(split.test().count())
                + " are looked at only in the end. The split is"
                + " drawn from a fixed key; each optimizer runs from the same " + effort.seeds()
                + " seeds, which draw the first"
                + " weights and the order of the batches.",
            "Muon is made for matrices in the middle of a network. The biases and the last layer go to AdamW with its defaults, at the"
                + " learning rate " + plain(Racer.COMPANION_RATE) + ".")
        .figures(
            "How the choice of the learning rate matters: validation loss with each rate"
                + (effort.trials() == 1 ? "" : ", the mean of " + effort.trials() + " runs")
                + ". The lowest point of each curve is the rate for the race.",
            figures.sensitivity())
        .figures(
            "Loss on all training images after each epoch: the median of " + effort.seeds()
                + " seeds, and the band that" + " holds them all.",
            figures.losses())
        .figures(
            "Test accuracy after the last epoch: the median (dot) and each seed (ring).",
            figures.accuracies())
        .table(table());
    List<ImageGrid.Image> misread = figures.misread(best.typical());
    if (!misread.isEmpty()) {
      chapter.figures(
          "All test images that " + best.name() + " misread, in the run with the median accuracy:"
              + " what was meant → what was read.",
          new ImageGrid(
              "Misread digits",
              misread.size() + " images of digits that were read as another digit.",
              misread));
    }
    return chapter
        .finding(findings.headline(), findings.accuracies(), findings.rates(), findings.times())
        .code("An optimizer of your own is its equation, and it runs as fast as these:", CODE);
  }

  private Table table() {
    Table table = new Table(
        "After " + effort.epochs() + " epochs: medians of " + effort.seeds()
            + " seeds, and the range of the"
            + " accuracies. Time is for the whole training, evaluation apart.",
        "optimizer",
        "#learning rate",
        "#training loss",
        "#test accuracy",
        "#lowest – highest",
        "#time",
        "#for a step");
    for (Entry entry : race.entries()) {
      double[] accuracies = entry.figures(Training::testAccuracy);
      double seconds = entry.median(Training::seconds);
      table.row(
          Table.Cell.named(entry.name(), entry.colour()),
          Table.Cell.of(plain(entry.rate())),
          Table.Cell.bestIf(
              entry == race.least(Entry::finalLoss), significant(entry.finalLoss(), 2)),
          Table.Cell.bestIf(entry == race.best(), percent(entry.median(Training::testAccuracy), 1)),
          Table.Cell.of(
              percent(accuracies[0], 1) + " – " + percent(accuracies[accuracies.length - 1], 1)),
          Table.Cell.bestIf(
              entry == race.least(one -> one.median(Training::seconds)), duration(seconds)),
          Table.Cell.of(
              fixed(1e6 * seconds / Training.steps(split, effort.epochs()), 0) + "\u202Fµs"));
    }
    return table;
  }

  private static final String CODE = """
      Optimizer mine = Optimizer.ofEquations(\"""
              m = beta * m + (1 - beta) * g
              p = p - lr * m / (abs(m) + eps)
              \""")
          .defaults(Map.of("beta", 0.9, "lr", 0.01, "eps", 0.001))
          .on(List.copyOf(network.parameters().values()));
      """;
}
