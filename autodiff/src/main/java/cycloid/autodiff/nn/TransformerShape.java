package cycloid.autodiff.nn;

/**
 * The sizes and choices of a transformer layer.
 *
 * @param width the width of the vectors
 * @param heads the number of attention heads, which divides the width
 * @param hidden the width between the two linear layers
 * @param dropout the probability of a zero, in attention weights and after each part
 * @param activation between the linear layers
 * @param normFirst whether each part is normalized before, instead of after the sum
 */
public record TransformerShape(
    int width, int heads, int hidden, double dropout, Activation activation, boolean normFirst) {

  /** Without dropout, gelu, norm first: what trains most easily. */
  public static TransformerShape of(int width, int heads, int hidden) {
    return new TransformerShape(width, heads, hidden, 0, Activation.gelu(), true);
  }

  /** This shape with another probability of dropout. */
  public TransformerShape withDropout(double dropout) {
    return new TransformerShape(width, heads, hidden, dropout, activation, normFirst);
  }

  /** This shape with another activation. */
  public TransformerShape withActivation(Activation activation) {
    return new TransformerShape(width, heads, hidden, dropout, activation, normFirst);
  }

  /** This shape, normalized after each sum, as in the original paper. */
  public TransformerShape normLast() {
    return new TransformerShape(width, heads, hidden, dropout, activation, false);
  }
}
