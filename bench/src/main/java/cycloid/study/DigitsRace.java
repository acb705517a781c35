package cycloid.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The race: each optimizer first finds its learning rate by the validation images, then runs from several seeds.
 *
 * @param entries one for each optimizer
 */
record DigitsRace(Effort effort, List<Entry> entries) {
  private static final long TUNING_SEED = 1000; // runs of the race have other seeds: 1, 2, ...

  /**
   * What one optimizer did.
   *
   * @param rates the learning rates that were tried, from the lowest
   * @param validation the validation loss with each
   * @param rate the one with the least
   * @param runs one for each seed, with that rate
   */
  record Entry(Racer racer, double[] rates, double[] validation, double rate, List<Training> runs) {
    String name() {
      return racer.name();
    }

    int colour() {
      return racer.contestant().colour();
    }

    /** The median over the seeds of a figure of each run. */
    double median(ToDoubleFunction<Training> figure) {
      return DigitsRace.median(figures(figure));
    }

    /** A figure of each run, in ascending order. */
    double[] figures(ToDoubleFunction<Training> figure) {
      return runs.stream().mapToDouble(figure).sorted().toArray();
    }

    /** The median training loss after each epoch. */
    double[] losses() {
      double[] losses = new double[runs.get(0).trainingLoss().length];
      Arrays.setAll(losses, epoch -> median(run -> run.trainingLoss()[epoch]));
      return losses;
    }

    /** The median test accuracy. */
    double accuracy() {
      return median(Training::testAccuracy);
    }

    /** The median time of a run. */
    double seconds() {
      return median(Training::seconds);
    }

    /** The median training loss in the end. */
    double finalLoss() {
      double[] losses = losses();
      return losses[losses.length - 1];
    }

    /** After how many epochs the median training loss is so low; one more than there are if it never is. */
    int epochsTo(double loss) {
      double[] losses = losses();
      int epoch = 0;
      while (epoch < losses.length && !(losses[epoch] <= loss)) {
        epoch++;
      }
      return epoch;
    }

    /** The run whose test accuracy is the median; of an even number, the lower one. */
    Training typical() {
      List<Training> sorted = new ArrayList<>(runs);
      sorted.sort((a, b) -> Double.compare(a.testAccuracy(), b.testAccuracy()));
      return sorted.get((sorted.size() - 1) / 2);
    }
  }

  /**
   * How much is done.
   *
   * @param epochs of every run
   * @param rates how many learning rates are tried
   * @param ratio of a learning rate to the next lower one
   * @param trials runs with each learning rate
   * @param seeds runs with the best learning rate
   */
  record Effort(int epochs, int rates, double ratio, int trials, int seeds) {
    int runs() {
      return rates * trials + seeds;
    }
  }

  /** Finds all learning rates, then lets all run from one seed after the other: so times are taken side by side. */
  static DigitsRace run(DigitsSplit split, Effort effort, Progress progress) {
    List<Entry> entries = new ArrayList<>();
    List<Racer> racers = Racer.all();
    double work = racers.size() * (double) effort.runs();
    double share = effort.rates * effort.trials / work;
    for (Racer racer : racers) {
      entries.add(tune(
          racer,
          split,
          effort,
          progress.part(entries.size() * share, (entries.size() + 1) * share)));
    }
    double done = racers.size() * share;
    for (int seed = 1; seed <= effort.seeds; seed++) {
      for (Entry entry : entries) {
        progress.report(done, entry.name() + ", seed " + seed + " of " + effort.seeds);
        entry.runs.add(Training.run(entry.racer, entry.rate, split, seed, effort.epochs));
        done += 1 / work;
      }
    }
    return new DigitsRace(effort, entries);
  }

  /** Tries the learning rates; the entry has no runs yet. */
  private static Entry tune(Racer racer, DigitsSplit split, Effort effort, Progress progress) {
    double[] rates = new double[effort.rates];
    double[] validation = new double[effort.rates];
    int best = 0;
    for (int k = 0; k < rates.length; k++) {
      progress.report(
          k / (double) rates.length,
          racer.name() + ", learning rate " + (k + 1) + " of " + rates.length);
      rates[k] = racer.highest() / Math.pow(effort.ratio, rates.length - 1 - k);
      for (int trial = 0; trial < effort.trials; trial++) {
        double loss =
            Training.validationLoss(racer, rates[k], split, TUNING_SEED + trial, effort.epochs);
        validation[k] += loss / effort.trials;
      }
      best = validation[k] < validation[best] || Double.isNaN(validation[best]) ? k : best;
    }
    return new Entry(racer, rates, validation, rates[best], new ArrayList<>());
  }

  /** The entry with the highest median test accuracy. */
  Entry best() {
    return least(entry -> -entry.accuracy());
  }

  /** The entry for which a figure is least; the first of equals, and never one for which it is NaN while others are not. */
  Entry least(ToDoubleFunction<Entry> figure) {
    return entries.stream().min(Comparator.comparingDouble(figure)).get();
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
