package cycloid.tensor;

import java.util.Arrays;

/** What must hold of the operands of whole layers, and the texts when it does not. */
final class LayerChecks {
  private LayerChecks() {}

  static void affine(Tensor x, Tensor weight, Tensor bias, Tensor around) {
    boolean fits = weight.shape.length == 2
        && x.shape.length > 0
        && x.shape[x.shape.length - 1] == weight.shape[1]
        && x.dtype == weight.dtype;
    fits &= bias == null
        || bias.dtype == x.dtype && Arrays.equals(bias.shape, new int[] {weight.shape[0]});
    if (!fits) {
      throw new IllegalArgumentException(
          "linear: x must be (..., in), weight (out, in) and bias (out), of one dtype; got x="
              + Checks.described(x) + ", weight=" + Checks.described(weight)
              + (bias == null ? "" : ", bias=" + Checks.described(bias)));
    }
    int[] shape = Shapes.replaced(x.shape, x.shape.length - 1, weight.shape[0]);
    if (around != null && (around.dtype != x.dtype || !Arrays.equals(around.shape, shape))) {
      throw new IllegalArgumentException(
          "linear: what goes around must have the shape and dtype of the layer's value, "
              + Shapes.text(shape) + " " + x.dtype + "; got " + Checks.described(around));
    }
  }

  static void activation(Elementwise f, double[] scalars) {
    if (f.operands().size() != 1 || f.scalars().size() != scalars.length) {
      throw new IllegalArgumentException(
          "linear: the activation must have one operand, and a value for each scalar; got " + f
              + " with " + scalars.length + " values");
    }
  }

  static void selfAttention(Tensor x, int heads) {
    if (x.shape.length != 3 || heads < 1 || x.shape[2] % (3 * heads) != 0) {
      throw new IllegalArgumentException(
          "selfAttention: x must be (batch, positions, 3 width), and heads divide the width; got x="
              + Checks.described(x) + ", heads=" + heads);
    }
  }

  static void labels(int[] shape, int[] labels) {
    if (shape.length != 2 || shape[0] != labels.length || labels.length == 0) {
      throw new IllegalArgumentException(
          "crossEntropy: logits must be (batch, classes) with a label for each row, at least one; got logits="
              + Shapes.text(shape) + ", " + labels.length + " labels");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= shape[1]) {
        throw new IllegalArgumentException("crossEntropy: labels must be in [0, " + shape[1]
            + "); got labels[" + i + "]=" + labels[i]);
      }
    }
  }
}
