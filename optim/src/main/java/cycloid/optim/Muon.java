package cycloid.optim;

/**
 * Muon: momentum whose singular values are all brought near 1, so that a matrix moves equally in all its directions.
 *
 * <p>For the matrices of hidden layers; vectors, embeddings and the last layer go to another rule, see
 * {@link Routing#matrices}. More than two axes count as a matrix of the first axis by all others.
 *
 * <pre>
 * name            default  meaning
 * lr              0.001    spectral norm of the change in a step, about; more for matrices taller than wide
 * weightDecay     0.1      decoupled: a parameter loses lr * weightDecay of itself in a step
 * momentum        0.95     decay of the moving average
 * nesterov        1        1: the average is looked up where it will be after this gradient
 * matchRms        0        1: a step is as large as one of AdamW's, so that its lr and weightDecay can be taken over
 * iterations      5        of Newton and Schulz
 * a, b, c         3.4445, -4.775, 2.0315    the polynomial of the iteration: steep at 0, near 1 at the end
 * eps             1e-7     lower bound of the norm that the matrix is divided by
 * epsAdded        0        1: eps is added to the norm instead
 * lastTwoAxes     0        1: rows and columns in the scale are the last two axes, also where there are more
 * maximize        0        1: ascends; the decay still shrinks
 *
 * m               momentum, which starts at 0; state
 * u               direction
 * o               u, orthogonalized; rows, columns: of the matrix
 *
 * Memory:      one state for each parameter; two matrices and two squares of the shorter side for each shape
 * Source:      Jordan et al. 2024, "Muon: an optimizer for hidden layers"; matchRms: Liu et al. 2025 (arXiv:2502.16982).
 *              As PyTorch, but for the iteration in the dtype of the parameter, there in bfloat16. The first authors'
 *              code is epsAdded = 1, lastTwoAxes = 1
 * </pre>
 */
public final class Muon {
  private static final Rule RULE = Rule.define("Muon")
      .source("Jordan et al. 2024; Liu et al. 2025, arXiv:2502.16982")
      .remark("o is u orthogonalized: u / |u|, then five times o = a o + b (o o') o + c (o o')^2 o")
      .hyperparameter("lr", 1e-3)
      .hyperparameter("weightDecay", 0.1)
      .hyperparameter("momentum", 0.95, Domain.FRACTION)
      .hyperparameter("nesterov", 1)
      .hyperparameter("matchRms", 0, Domain.FLAG)
      .hyperparameter("iterations", 5, Domain.COUNT)
      .hyperparameter("a", 3.4445)
      .hyperparameter("b", -4.775)
      .hyperparameter("c", 2.0315)
      .hyperparameter("eps", 1e-7)
      .hyperparameter("epsAdded", 0, Domain.FLAG)
      .hyperparameter("lastTwoAxes", 0, Domain.FLAG)
      .hyperparameter("maximize", 0)
      .state("m")
      .when("maximize", "g = -g")
      .line("m = momentum * m + (1 - momentum) * g")
      .when("nesterov", "u = momentum * m + (1 - momentum) * g")
      .when("!nesterov", "u = m")
      .thenLines()
      .line("p = (1 - lr * weightDecay) * p")
      .when("!matchRms", "p = p - lr * sqrt(max(1, rows / columns)) * o")
      .when("matchRms", "p = p - 0.2 * lr * sqrt(max(rows, columns)) * o")
      .checkedBy(Checks::matrix, (rule, values) -> {})
      .updatedBy(MuonUpdater::new);

  private Muon() {}

  /** The rule with its defaults. */
  public static Rule rule() {
    return RULE;
  }
}
