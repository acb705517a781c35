package cycloid.study;

import cycloid.optim.Rule;

/**
 * An update rule in an experiment.
 *
 * @param name what the report calls it
 * @param colour the colour it has in all figures, 0 to 5
 * @param rule with all its hyper-parameters
 */
record Contestant(String name, int colour, Rule rule) {
  Contestant with(Rule rule) {
    return new Contestant(name, colour, rule);
  }
}
