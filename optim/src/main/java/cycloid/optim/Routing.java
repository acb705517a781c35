package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import java.util.List;

/** The usual ways to give parameters of one model to different rules; anything else is {@link Optimizer#route}. */
public final class Routing {
  private Routing() {}

  /**
   * Matrices by one rule, everything else by another: for {@link Muon} and its like.
   *
   * <pre>{@code
   * Optimizer optimizer = Routing.matrices(model.parameters(), Muon.rule(), AdamW.rule(), "embedding", "head.weight");
   * }</pre>
   *
   * @param matrices the rule of parameters with at least two axes longer than 1
   * @param others the rule of all others
   * @param names matrices that are to be updated by {@code others}: embeddings and the last layer
   * @throws IllegalArgumentException if a name is not that of a parameter
   */
  public static Optimizer matrices(
      List<Parameter> parameters, Rule matrices, Rule others, String... names) {
    List<String> chosen = List.of(names);
    Checks.names("matrices", chosen, parameters);
    return Optimizer.route(
        parameters,
        parameter -> isMatrix(parameter) && !chosen.contains(parameter.name()) ? matrices : others);
  }

  /** Weight decay for matrices only: biases and the gains of norms, with fewer than two axes, have none. */
  public static Optimizer decayMatrices(List<Parameter> parameters, Rule rule) {
    Rule withoutDecay = rule.weightDecay(0);
    return Optimizer.route(
        parameters, parameter -> parameter.value().rank() < 2 ? withoutDecay : rule);
  }

  /** Whether a parameter has at least two axes longer than 1. */
  public static boolean isMatrix(Parameter parameter) {
    int axes = 0;
    for (int extent : parameter.value().shape()) {
      axes += extent > 1 ? 1 : 0;
    }
    return axes >= 2;
  }
}
