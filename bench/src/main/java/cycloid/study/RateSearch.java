package cycloid.study;

import cycloid.optim.Rule;
import java.util.List;

/**
 * The rule that needs the fewest steps, of some rules with learning rates at equal ratios; of equals, the last rule's
 * smallest rate.
 *
 * @param rule with its learning rate
 * @param steps how many it needs
 */
record RateSearch(Rule rule, int steps) {
  /** How many rates there are to each factor of 2. */
  static final int PER_OCTAVE = 8;

  /** The range of the rates. */
  static final double HIGHEST = 4;

  static final double LOWEST = HIGHEST / 4096;

  /** Searches rates from highest to lowest. A run is given up when it needs more steps than the best so far. */
  static RateSearch fewestSteps(
      double target,
      Landscape landscape,
      double[] start,
      List<Rule> rules,
      int limit,
      Progress progress) {
    int rates = 12 * PER_OCTAVE + 1;
    RateSearch best = new RateSearch(rules.get(0), limit + 1);
    for (int k = 0; k < rules.size() * rates; k++) {
      Rule rule = rules
          .get(k / rates)
          .learningRate(HIGHEST * StrictMath.pow(2, -(k % rates) / (double) PER_OCTAVE));
      progress.report(
          k / (double) (rules.size() * rates), "searching the learning rate of " + rule.name());
      int few = Math.min(limit, best.steps);
      int steps = Descent.stepsTo(target, landscape, start, rule, few);
      if (steps <= few) {
        best = new RateSearch(rule, steps);
      }
    }
    return best;
  }

  double rate() {
    return rule.setting("lr").at(0);
  }

  double momentum() {
    return rule.setting("momentum").at(0);
  }
}
