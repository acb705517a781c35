package cycloid.tensor;

import cycloid.simd.Equation;
import cycloid.tensor.Rowwise.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The mean cross-entropy of labels under the softmax of logits, as one operation.
 *
 * <pre>
 * Formula:   out = mean_i ( log sum_j exp(d[i,j]) - d[i,label[i]] ),  d[i,j] = logits[i,j] - max_j logits[i,j]
 *            glogits[i,j] = g / n * (softmax(logits)[i,j] - (1 where j = label[i]))
 * Shapes:    logits (n, classes) -> ()
 * Edge:      large logits do not overflow
 * Errors:    IllegalArgumentException when shapes do not fit, the batch is empty, or a label is not in [0, classes)
 * </pre>
 */
public final class SoftmaxCrossEntropy implements Differentiable {
  /** The loss of a row of logits x whose label has the logit t. */
  private static final Rowwise LOSS = new Rowwise(
      "crossEntropy",
      List.of(new Row("x", true), new Row("t", false)),
      List.of(),
      List.of(new Row("y", false)),
      List.of(Equation.parse("""
          m = max(x)
          y = log(sum(exp(x - m))) - (t - m)
          """).expression("y")),
      Map.of());

  /** Softmax times a scalar. */
  private static final Rowwise SHARES = Rowwise.define("softmaxTimes(x; g)", """
          e = exp(x - max(x))
          y = e * (g / sum(e))
          """);

  private final int[] labels;

  /** The loss for given labels, one a row, which are not copied. */
  public SoftmaxCrossEntropy(int... labels) {
    this.labels = labels;
  }

  @Override
  public String name() {
    return "crossEntropy";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor logits = operands.get(0);
    LayerChecks.labels(logits.shape, labels);
    Tensor x = neighbours(logits);
    int rows = labels.length;
    Tensor chosen = Tensor.unwritten(x.dtype, new int[] {rows, 1}, rows);
    for (int i = 0; i < rows; i++) {
      int at = x.offset + i * x.strides[0] + labels[i];
      x.dtype.set(chosen.storage, i, x.dtype.get(x.storage, at));
    }
    Tensor losses = Tensor.unwritten(x.dtype, new int[] {rows, 1}, rows);
    LOSS.run(rows, x.shape[1], new Tensor[] {x, chosen, losses});
    double loss = 0;
    for (int i = 0; i < rows; i++) {
      loss += x.dtype.get(losses.storage, i);
    }
    Tensor mean = Tensor.unwritten(logits.dtype, new int[0], 1);
    mean.dtype.set(mean.storage, 0, loss / labels.length);
    return List.of(mean);
  }

  /** The logits with the classes of a row as neighbours. */
  private static Tensor neighbours(Tensor logits) {
    return logits.strides[1] == 1 ? logits : logits.contiguous();
  }

  @Override
  public boolean readsResults() {
    return false;
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A logits = operands.get(0);
    return logits.apply(new Gradient(labels), List.of(logits, cotangents.get(0)));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A logits = operands.get(0);
    A one = logits.constant(Tensor.ones(logits.dtype()));
    A gradient = logits.apply(new Gradient(labels), List.of(logits, one)).get(0);
    return List.of(gradient.mul(tangents.get(0)).sum());
  }

  /** The gradient of the loss, times a scalar g: operands are the logits and g. */
  private record Gradient(int[] labels) implements Differentiable {
    @Override
    public String name() {
      return "crossEntropy.pullback";
    }

    @Override
    public List<Tensor> value(List<Tensor> operands) {
      double g = operands.get(1).item() / labels.length;
      Tensor x = neighbours(operands.get(0));
      int classes = x.shape[1];
      Tensor result = Tensor.unwritten(x.dtype, x.shape, x.size);
      SHARES.run(labels.length, classes, new Tensor[] {x, result}, g);
      for (int i = 0; i < labels.length; i++) {
        int at = i * classes + labels[i];
        result.dtype.set(result.storage, at, result.dtype.get(result.storage, at) - g);
      }
      return List.of(result);
    }

    @Override
    public boolean readsResults() {
      return false;
    }

    @Override
    public <A extends Array<A>> List<A> pullback(
        List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
      A p = operands.get(0).softmax(1);
      A u = cotangents.get(0);
      A g = operands.get(1).div(labels.length);
      A mean = u.mul(p).sum(new int[] {1}, true);
      A gLogits = wanted[0] ? p.mul(u.sub(mean)).mul(g) : null;
      A gG = wanted[1] ? u.mul(p.sub(p.constant(targets(p)))).sum().div(labels.length) : null;
      return Arrays.asList(gLogits, gG);
    }

    @Override
    public <A extends Array<A>> List<A> pushforward(
        List<A> operands, List<A> results, List<A> tangents) {
      A p = operands.get(0).softmax(1);
      A dLogits = tangents.get(0);
      A dG = tangents.get(1);
      A sum = null;
      if (dLogits != null) {
        A mean = dLogits.mul(p).sum(new int[] {1}, true);
        sum = p.mul(dLogits.sub(mean)).mul(operands.get(1).div(labels.length));
      }
      if (dG != null) {
        A term = p.sub(p.constant(targets(p))).mul(dG.div(labels.length));
        sum = sum == null ? term : sum.add(term);
      }
      return Arrays.asList(sum);
    }

    /** One at each label, zeros elsewhere. */
    private Tensor targets(Array<?> like) {
      Tensor targets = Tensor.zeros(like.dtype(), like.shape());
      for (int i = 0; i < labels.length; i++) {
        targets.set(1, i, labels[i]);
      }
      return targets;
    }
  }
}
