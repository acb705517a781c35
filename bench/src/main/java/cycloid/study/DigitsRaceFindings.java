package cycloid.study;

import static cycloid.study.markup.Numbers.count;
import static cycloid.study.markup.Numbers.fixed;
import static cycloid.study.markup.Numbers.percent;
import static cycloid.study.markup.Numbers.significant;
import static cycloid.study.markup.Numbers.trimmed;

import cycloid.study.DigitsRace.Entry;
import cycloid.study.page.Words;

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
    return Words.of(
        """
        {first} has learned the training images after {few} epochs as well as {last} after {all}; in the end {best} reads
        {accuracy} of images that it has never seen.
        """,
        "first",
        first.name(),
        "few",
        first.epochsTo(loss),
        "last",
        last.name(),
        "all",
        race.effort().epochs(),
        "best",
        race.best().name(),
        "accuracy",
        percent(race.best().accuracy(), 1));
  }

  /**
   * Whether the accuracies differ by more than chance: by two standard errors of the difference, the two counts taken as
   * independent and binomial.
   */
  String accuracies() {
    Entry best = race.best();
    Entry worst = race.least(Entry::accuracy);
    double high = best.accuracy();
    double low = worst.accuracy();
    double error = Math.sqrt((high * (1 - high) + low * (1 - low)) / testImages);
    String verdict = high - low > 2 * error
        ? "more than chance, but most of the smaller differences are not"
        : "within chance: on these digits the optimizers differ in how soon they learn, not in how well they read";
    return Words.of(
        """
        Between the best, {best}, and the last, {worst}, there are {points} percentage points of accuracy. With {images}
        test images the standard error of such a difference is {error} points, so this is {verdict}.
        """,
        "best",
        best.name(),
        "worst",
        worst.name(),
        "points",
        fixed(100 * (high - low), 1),
        "images",
        testImages,
        "error",
        fixed(100 * error, 1),
        "verdict",
        verdict);
  }

  /** How far apart the learning rates are. */
  String rates() {
    Entry high = race.least(entry -> -entry.rate());
    Entry low = race.least(Entry::rate);
    return Words.of(
        """
        The best learning rates lie between {low} ({lowest}) and {high} ({highest}), a factor of {factor}: in a race at one
        common rate, the rate would decide.
        """,
        "low",
        trimmed(low.rate(), 3),
        "lowest",
        low.name(),
        "high",
        trimmed(high.rate(), 3),
        "highest",
        high.name(),
        "factor",
        count(Math.round(high.rate() / low.rate())));
  }

  /** What a step costs. */
  String times() {
    Entry quickest = race.least(Entry::seconds);
    Entry slowest = race.least(entry -> -entry.seconds());
    return Words.of(
        "A step of {slowest} takes {ratio} times as long as one of {quickest}, on a network as small as this.",
        "slowest",
        slowest.name(),
        "ratio",
        significant(slowest.seconds() / quickest.seconds(), 2),
        "quickest",
        quickest.name());
  }
}
