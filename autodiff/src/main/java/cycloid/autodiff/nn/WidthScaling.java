package cycloid.autodiff.nn;

/**
 * The maximal update parametrization: initial weights and learning rates that keep a network's behaviour the same as it grows
 * wider, so that what was tuned on a narrow one holds for a wide one.
 *
 * <pre>
 * Adam       input weights, biases     hidden weights            output weights
 * deviation  1 / sqrt(fanIn)           1 / sqrt(fanIn)           1 / sqrt(fanIn * growth)
 * lr factor  1                         1 / growth                1 / growth
 * SGD
 * lr factor  growth                    1                         1 / growth
 *
 * growth = width / base width
 * Source:    Yang et al. 2022, table 3 (arXiv:2203.03466)
 * </pre>
 *
 * @param baseWidth the width that learning rates were found for
 * @param width the width in use
 */
public record WidthScaling(int baseWidth, int width) {

  /** What a weight connects. */
  public enum Role {
    /** A weight of fixed fan-in, and all biases: embeddings, the first layer. */
    INPUT,
    /** A weight whose both sides grow. */
    HIDDEN,
    /** A weight of fixed fan-out: the last layer. */
    OUTPUT
  }

  /** Scaling of a width; IllegalArgumentException when one of the two is below 1. */
  public WidthScaling {
    Checks.widths(baseWidth, width);
  }

  /** How many times as wide as the base. */
  public double growth() {
    return width / (double) baseWidth;
  }

  /** The initial values of a weight. */
  public Initializer initializer(Role role) {
    return Initializers.kaimingNormal(role == Role.OUTPUT ? 1 / Math.sqrt(growth()) : 1);
  }

  /** What the base learning rate of Adam and its relatives is multiplied with. */
  public double adamFactor(Role role) {
    return role == Role.INPUT ? 1 : 1 / growth();
  }

  /** What the base learning rate of gradient descent is multiplied with. */
  public double sgdFactor(Role role) {
    return role == Role.INPUT ? growth() : role == Role.HIDDEN ? 1 : 1 / growth();
  }
}
