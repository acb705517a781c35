package cycloid.study;

import static cycloid.study.markup.Numbers.percent;
import static cycloid.study.markup.Numbers.significant;
import static cycloid.study.markup.Numbers.trimmed;

import cycloid.study.DigitsRace.Entry;
import cycloid.study.figure.Axis;
import cycloid.study.figure.DotPlot;
import cycloid.study.figure.Figure;
import cycloid.study.figure.ImageGrid;
import cycloid.study.figure.LinePlot;
import cycloid.study.figure.Scale;
import cycloid.study.figure.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The race on the digits, drawn. */
final class DigitsRaceFigures {
  private static final int SHOWN = 24;
  private static final int COLUMNS = 8; // of pixels

  private final DigitsSplit split;
  private final DigitsRace race;

  DigitsRaceFigures(DigitsSplit split, DigitsRace race) {
    this.split = split;
    this.race = race;
  }

  /** The first training images. */
  Figure samples() {
    List<ImageGrid.Image> images = new ArrayList<>();
    for (int i = 0; i < SHOWN; i++) {
      images.add(new ImageGrid.Image(COLUMNS, split.training().image(i), ""));
    }
    return new ImageGrid("Handwritten digits", SHOWN + " small grey images of digits.", images);
  }

  /** Validation loss over learning rate. */
  Figure sensitivity() {
    List<Series> series = new ArrayList<>();
    for (Entry entry : race.entries()) {
      series.add(Series.of(entry.name(), entry.colour(), entry.rates(), entry.validation()));
    }
    double[][] rates = race.entries().stream().map(Entry::rates).toArray(double[][]::new);
    double[][] losses = race.entries().stream().map(Entry::validation).toArray(double[][]::new);
    return new LinePlot(
        "Validation loss over learning rate",
        "One curve for each optimizer, lowest at "
            + list(entry -> entry.name() + " " + trimmed(entry.rate(), 3)) + ".",
        new Axis("first learning rate (logarithmic)", Scale.logOver(rates)),
        new Axis(
            "validation loss (logarithmic)",
            Scale.log(0.8 * Scale.logOver(losses).low(), 2.5)),
        series);
  }

  /** Training loss over epochs: medians, and the bands that hold all seeds. */
  Figure losses() {
    List<Series> series = new ArrayList<>();
    for (Entry entry : race.entries()) {
      double[] low = new double[race.effort().epochs() + 1];
      double[] high = new double[low.length];
      for (int epoch = 0; epoch < low.length; epoch++) {
        int at = epoch;
        double[] sorted = entry.figures(run -> run.trainingLoss()[at]);
        low[epoch] = sorted[0];
        high[epoch] = sorted[sorted.length - 1];
      }
      series.add(Series.of(entry.name(), entry.colour(), entry.losses()).withBand(low, high));
    }
    double[][] bands =
        series.stream().flatMap(one -> Stream.of(one.low(), one.high())).toArray(double[][]::new);
    return new LinePlot(
        "Training loss over epochs",
        "One curve for each optimizer, from about 2.3 down to "
            + list(entry -> entry.name() + " " + significant(entry.finalLoss(), 2)) + ".",
        new Axis("epoch", Scale.linear(0, race.effort().epochs())),
        new Axis("training loss (logarithmic)", Scale.logOver(bands)),
        series);
  }

  /** Test accuracies: medians and all seeds. */
  Figure accuracies() {
    List<DotPlot.Row> rows = new ArrayList<>();
    double lowest = 1;
    for (Entry entry : race.entries()) {
      double[] all = entry.figures(Training::testAccuracy);
      lowest = Math.min(lowest, all[0]);
      double median = entry.accuracy();
      rows.add(new DotPlot.Row(
          entry.name(),
          entry.colour(),
          100 * median,
          Arrays.stream(all).map(accuracy -> 100 * accuracy).toArray(),
          percent(median, 1)));
    }
    return new DotPlot(
        "Test accuracy",
        "One row for each optimizer: "
            + list(entry -> entry.name() + " " + percent(entry.accuracy(), 1))
            + ".",
        new Axis("test accuracy, %", Scale.linear(Math.floor(100 * lowest), 100)),
        rows);
  }

  /** The test images that were read wrongly in a run. */
  List<ImageGrid.Image> misread(Training run) {
    List<ImageGrid.Image> images = new ArrayList<>();
    for (int i = 0; i < split.test().count(); i++) {
      int meant = split.test().labels()[i];
      if (run.read()[i] != meant) {
        images.add(
            new ImageGrid.Image(COLUMNS, split.test().image(i), meant + " → " + run.read()[i]));
      }
    }
    return images;
  }

  private String list(Function<Entry, String> text) {
    return String.join(", ", race.entries().stream().map(text).toList());
  }
}
