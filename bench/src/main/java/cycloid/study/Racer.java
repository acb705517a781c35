package cycloid.study;

import cycloid.autodiff.nn.Parameter;
import cycloid.optim.Adam;
import cycloid.optim.AdamW;
import cycloid.optim.Lion;
import cycloid.optim.Muon;
import cycloid.optim.Optimizer;
import cycloid.optim.Routing;
import cycloid.optim.Rule;
import cycloid.optim.Schedule;
import cycloid.optim.Sgd;
import java.util.List;

/**
 * One of the six in the race.
 *
 * @param contestant name, colour and rule
 * @param highest the highest learning rate that is tried; the others are 2, 4, 8, ... times lower
 */
record Racer(Contestant contestant, double highest) {
  /** For what Muon is not made for: biases and the last layer. A fixed rate, to have one rate to choose as the others. */
  static final Rule COMPANION = AdamW.rule();

  static final double COMPANION_RATE = 0.005;

  static List<Racer> all() {
    return List.of(
        new Racer(new Contestant("SGD", 0, Sgd.rule()), 3.2),
        new Racer(new Contestant("Momentum", 1, Sgd.rule().momentum(0.9)), 0.8),
        new Racer(new Contestant("Adam", 2, Adam.rule()), 0.128),
        new Racer(new Contestant("AdamW", 3, AdamW.rule().weightDecay(0.1)), 0.128),
        new Racer(new Contestant("Lion", 4, Lion.rule().weightDecay(1)), 0.064),
        new Racer(new Contestant("Muon", 5, Muon.rule()), 0.32));
  }

  String name() {
    return contestant.name();
  }

  /** The optimizer of a network; its learning rate falls from the given one to 0, along half a wave of the cosine. */
  Optimizer optimizer(List<Parameter> parameters, double rate, long steps) {
    Rule rule = contestant.rule().learningRate(cosine(rate, steps));
    if (!name().equals("Muon")) {
      return rule.on(parameters);
    }
    return Routing.matrices(
        parameters,
        rule,
        COMPANION.learningRate(cosine(COMPANION_RATE, steps)),
        Network.LAST_WEIGHT);
  }

  private static Schedule cosine(double rate, long steps) {
    return step -> rate * (1 + StrictMath.cos(Math.PI * step / steps)) / 2;
  }
}
