package cycloid.study;

import static cycloid.study.markup.Numbers.count;
import static cycloid.study.markup.Numbers.fixed;
import static cycloid.study.markup.Numbers.percent;
import static cycloid.study.markup.Numbers.plain;
import static cycloid.study.markup.Numbers.significant;

import cycloid.study.DigitsRace.Entry;

/** What the race on the digits says, in sentences computed from its numbers. */
final class DigitsRaceFindings {
  private final DigitsRace race;
  private final int testImages;

  DigitsRaceFindings(DigitsRace race, int testImages) {
    this.race = race;
    this.testImages = testImages;
  }

  /** Who learned first, and how well the best reads. */
  String headline() {
    Entry last = race.least(entry -> -entry.finalLoss());
    double loss = last.finalLoss();
    Entry first = race.least(entry -> entry.epochsTo(loss) + 1e-3 * entry.finalLoss());
    return first.name() + " has learned the training images after " + first.epochsTo(loss)
        + " epochs as well as "
        + last.name() + " after " + race.effort().epochs() + "; in the end "
        + race.best().name() + " reads "
        + percent(race.best().median(Training::testAccuracy), 1)
        + " of images that it has never seen.";
  }

  /**
   * Whether the accuracies differ by more than chance: by two standard errors of the difference, the two counts taken as
   * independent and binomial.
   */
  String accuracies() {
    Entry best = race.best();
    Entry worst = race.least(entry -> entry.median(Training::testAccuracy));
    double high = best.median(Training::testAccuracy);
    double low = worst.median(Training::testAccuracy);
    double error = Math.sqrt((high * (1 - high) + low * (1 - low)) / testImages);
    String verdict = high - low > 2 * error
        ? "more than chance, but most of the smaller differences are not."
        : "within chance: on these digits the optimizers differ in how soon they learn, not in how well they read.";
    return "Between the best, " + best.name() + ", and the last, " + worst.name() + ", there are "
        + fixed(100 * (high - low), 1) + " percentage points of accuracy. With " + testImages
        + " test images the standard error of such a difference is " + fixed(100 * error, 1)
        + " points, so this is "
        + verdict;
  }

  /** How far apart the learning rates are. */
  String rates() {
    Entry high = race.least(entry -> -entry.rate());
    Entry low = race.least(Entry::rate);
    return "The best learning rates lie between " + plain(low.rate()) + " (" + low.name() + ") and "
        + plain(high.rate())
        + " (" + high.name() + "), a factor of " + count(Math.round(high.rate() / low.rate()))
        + ": in a race at one common rate, the rate would decide.";
  }

  /** What a step costs. */
  String times() {
    Entry quickest = race.least(entry -> entry.median(Training::seconds));
    Entry slowest = race.least(entry -> -entry.median(Training::seconds));
    double ratio = slowest.median(Training::seconds) / quickest.median(Training::seconds);
    return "A step of " + slowest.name() + " takes " + significant(ratio, 2)
        + " times as long as one of " + quickest.name() + ", on a network as small as this.";
  }
}
