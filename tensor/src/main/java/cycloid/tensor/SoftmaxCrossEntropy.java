package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.tensor.Rowwise.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The mean cross-entropy of labels under the softmax of logits, as one operation, which finds its gradient on the way.
 *
 * <pre>
 * Formula:   out = mean_i ( log sum_j exp(d[i,j]) - d[i,label[i]] ),  d[i,j] = logits[i,j] - max_j logits[i,j]
 *            gradient[i,j] = (softmax(logits)[i,j] - (1 where j = label[i])) / n;  glogits = g * gradient
 * Shapes:    logits (n, classes) -> out (), gradient (n, classes)
 * Edge:      large logits do not overflow
 * Errors:    IllegalArgumentException when shapes do not fit, the batch is empty, or a label is not in [0, classes)
 * </pre>
 */
public final class SoftmaxCrossEntropy implements Differentiable {
  /** The loss l of a row of logits x whose label has the logit t, and the softmax y of the row times w. */
  private static final Rowwise LOSS = loss();

  private final int[] labels;

  /** The loss for given labels, one a row, which are not copied. */
  public SoftmaxCrossEntropy(int... labels) {
    this.labels = labels;
  }

  @Override
  public String name() {
    return "crossEntropy";
  }

  private static Rowwise loss() {
    Equation equation = Equation.parse("""
        m = max(x)
        e = exp(x - m)
        l = log(sum(e)) - (t - m)
        y = e * (w / sum(e))
        """);
    return new Rowwise(
        "crossEntropy",
        List.of(new Row("x", true), new Row("t", false)),
        List.of("w"),
        List.of(new Row("l", false), new Row("y", true)),
        List.of(equation.expression("l"), equation.expression("y")),
        Map.of());
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor logits = operands.get(0);
    LayerChecks.labels(logits.shape, labels);
    Tensor x = neighbours(logits);
    DType dtype = x.dtype;
    int rows = labels.length;
    int classes = x.shape[1];
    Tensor chosen = Tensor.unwritten(dtype, new int[] {rows, 1}, rows);
    for (int i = 0; i < rows; i++) {
      dtype.set(chosen.storage, i, dtype.get(x.storage, x.offset + i * x.strides[0] + labels[i]));
    }
    Tensor losses = Tensor.unwritten(dtype, new int[] {rows, 1}, rows);
    Tensor gradient = Tensor.unwritten(dtype, x.shape, x.size);
    double share = 1.0 / rows;
    LOSS.run(rows, classes, new Tensor[] {x, chosen, losses, gradient}, share);
    double loss = 0;
    for (int i = 0; i < rows; i++) {
      loss += dtype.get(losses.storage, i);
      int at = i * classes + labels[i];
      dtype.set(gradient.storage, at, dtype.get(gradient.storage, at) - share);
    }
    Tensor mean = Tensor.unwritten(dtype, new int[0], 1);
    dtype.set(mean.storage, 0, loss / rows);
    return List.of(mean, gradient);
  }

  /** The logits with the classes of a row as neighbours. */
  private static Tensor neighbours(Tensor logits) {
    return logits.strides[1] == 1 ? logits : logits.contiguous();
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A gLoss = cotangents.get(0);
    A gGradient = cotangents.get(1);
    A ofLoss = gLoss == null ? null : results.get(1).mul(gLoss);
    if (gGradient == null) {
      return Arrays.asList(ofLoss);
    }
    A ofGradient = throughSoftmax(operands.get(0), gGradient);
    return List.of(ofLoss == null ? ofGradient : ofLoss.add(ofGradient));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A dLogits = tangents.get(0);
    return List.of(results.get(1).mul(dLogits).sum(), throughSoftmax(operands.get(0), dLogits));
  }

  /** The derivative of the gradient along u, which is its own transpose. */
  private <A extends Array<A>> A throughSoftmax(A logits, A u) {
    A p = logits.softmax(1);
    return p.mul(u.sub(u.mul(p).sum(new int[] {1}, true))).div(labels.length);
  }
}
