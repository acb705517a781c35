package cycloid.tensor;

import cycloid.simd.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A linear layer as one operation: matrix product, bias, and an activation whose derivative can be read from its value.
 *
 * <pre>
 * Formula:   y = f(x W' + b);   with G = g f'(y):  gx = G W,  gW = G' x,  gb = sum of the rows of G
 * Shapes:    x (..., k), W (n, k), b (n) -> (..., n)
 * Accuracy:  every element is b plus a sum over k in order, with fma, in blocks of 256
 * </pre>
 *
 * <p>Operands are x, W, and b if there is one.
 */
public final class Affine implements Differentiable {
  private static final int X = 0;
  private static final int WEIGHT = 1;
  private static final int BIAS = 2;

  /** No activation. */
  public static final Affine PLAIN = new Affine(null, new double[0]);

  private final Elementwise f;
  private final double[] scalars;
  private final Elementwise slope;

  private Affine(Elementwise f, double[] scalars) {
    this.f = f;
    this.scalars = scalars;
    this.slope = f == null ? null : slope(f);
  }

  /**
   * A linear layer followed by an activation.
   *
   * <pre>
   * Errors:    IllegalArgumentException when {@link #fuses} is false
   * </pre>
   */
  public static Affine followedBy(Elementwise f, double... scalars) {
    if (!fuses(f)) {
      throw LayerChecks.notFused(f);
    }
    return new Affine(f, scalars.clone());
  }

  /** Whether the derivative of a function of one operand can be read from its value alone. */
  public static boolean fuses(Elementwise f) {
    return f == Functions.RELU || derivativeReadsValueOnly(f);
  }

  private static boolean derivativeReadsValueOnly(Elementwise f) {
    return f.operands().size() == 1
        && !f.partial(f.operands().get(0))
            .simplify()
            .names()
            .contains(f.operands().get(0));
  }

  /** g f'(y), as a function of y and g. */
  private static Elementwise slope(Elementwise f) {
    Expression partial = f == Functions.RELU
        ? Expression.parse("where(y > 0, 1, 0)")
        : f.partial(f.operands().get(0)).simplify();
    Expression renamed =
        partial.substitute(Map.of(Elementwise.OUTPUT, Expression.variable("value")));
    Expression product = Expression.parse("g * partial").substitute(Map.of("partial", renamed));
    return Elementwise.of(
        f.name() + ".slope", List.of("value", "g"), f.scalars(), product.simplify());
  }

  @Override
  public String name() {
    return "linear";
  }

  // ---- value

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    Tensor x = operands.get(X);
    Tensor weight = operands.get(WEIGHT);
    Tensor bias = operands.size() > BIAS ? operands.get(BIAS) : null;
    LayerChecks.affine(x, weight, bias);
    int[] shape = x.shape.clone();
    shape[shape.length - 1] = weight.shape[0];
    Tensor rows = x.shape.length == 2 ? x : rows(x);
    Tensor out = MatrixProduct.affine(rows, weight, bias);
    if (f != null && out.size > 0) {
      Tensor[] operand = {out};
      ElementwiseLoop.into(f, scalars, operand, out);
    }
    return List.of(shape.length == 2 ? out : out.reshape(shape));
  }

  /** All axes but the last as one. */
  private static <A extends Array<A>> A rows(A x) {
    int[] shape = x.shape();
    if (shape.length == 2) {
      return x;
    }
    int rows = 1;
    for (int axis = 0; axis < shape.length - 1; axis++) {
      rows *= shape[axis];
    }
    return x.reshape(rows, shape[shape.length - 1]);
  }

  // ---- derivative

  @Override
  public boolean readsResults() {
    return f != null;
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A g = cotangents.get(0);
    A sloped = f == null ? g : g.elementwise(slope, scalars, List.of(results.get(0), g));
    A rows = rows(sloped);
    List<A> pulled = new ArrayList<>(3);
    pulled.add(
        wanted[X] ? withLeadingAxes(rows.matmul(operands.get(WEIGHT)), operands.get(X)) : null);
    pulled.add(wanted[WEIGHT] ? rows.transpose().matmul(rows(operands.get(X))) : null);
    if (operands.size() > BIAS) {
      pulled.add(wanted[BIAS] ? sumOfRows(rows) : null);
    }
    return pulled;
  }

  private static <A extends Array<A>> A withLeadingAxes(A rows, A like) {
    int[] shape = like.shape();
    return shape.length == 2 ? rows : rows.reshape(shape);
  }

  /** A product with a row of ones, whose memory is a single one. */
  private static <A extends Array<A>> A sumOfRows(A rows) {
    Tensor one = Tensor.ones(rows.dtype());
    return rows.constant(one.expand(rows.size(0))).matmul(rows);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A dx = tangents.get(X);
    A dWeight = tangents.get(WEIGHT);
    A dBias = operands.size() > BIAS ? tangents.get(BIAS) : null;
    A sum = dx == null ? null : dx.matmul(operands.get(WEIGHT).transpose());
    sum = dWeight == null ? sum : plus(sum, operands.get(X).matmul(dWeight.transpose()));
    if (dBias != null) {
      sum = sum != null ? sum.add(dBias) : dBias.expand(shapeOfResult(operands));
    }
    return List.of(f == null ? sum : sum.elementwise(slope, scalars, List.of(results.get(0), sum)));
  }

  private static <A extends Array<A>> A plus(A sum, A term) {
    return sum == null ? term : sum.add(term);
  }

  private static <A extends Array<A>> int[] shapeOfResult(List<A> operands) {
    int[] shape = operands.get(X).shape();
    shape[shape.length - 1] = operands.get(WEIGHT).size(0);
    return shape;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Affine affine
        && affine.f == f
        && Arrays.equals(affine.scalars, scalars);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(f);
  }
}
