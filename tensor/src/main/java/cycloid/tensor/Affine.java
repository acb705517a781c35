package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A linear layer as one operation: matrix product, bias, and activation.
 *
 * <pre>
 * Formula:   y = f(z), z = x W' + b;   with G = g f'(z):  gx = G W,  gW = G' x,  gb = sum of the rows of G
 * Shapes:    x (..., k), W (n, k), b (n) -> (..., n)
 * Accuracy:  every element of z is a sum over k in order, with fma, in blocks of 256, plus b; in rows of less than 64
 *            elements the sum begins with b
 * </pre>
 *
 * <p>Operands are x, W, and b if there is one. Where f'(z) cannot be read from y, it is computed together with y, which shares
 * most of the work, and is a second result.
 */
public final class Affine implements Differentiable {
  private static final int X = 0;
  private static final int WEIGHT = 1;
  private static final int BIAS = 2;

  /** No activation. */
  public static final Affine PLAIN = new Affine(null);

  private final FusedActivation f;

  private Affine(FusedActivation f) {
    this.f = f;
  }

  /**
   * A linear layer followed by an activation.
   *
   * <pre>
   * Errors:    IllegalArgumentException when f has not one operand, or there is not a value for each scalar
   * </pre>
   */
  public static Affine followedBy(Elementwise f, double... scalars) {
    return new Affine(new FusedActivation(f, scalars));
  }

  /** Whether the derivative of the activation is a second result: of no use where nothing is differentiated. */
  public boolean givesSlope() {
    return f != null && f.givesSlope();
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
    List<Tensor> results =
        AffineProduct.of(rows(x), weight, bias, f == null ? FusedActivation.IDENTITY : f);
    Tensor y = withLeadingAxes(results.get(0), x);
    return givesSlope() ? List.of(y, withLeadingAxes(results.get(1), x)) : List.of(y);
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

  /** Rows under the leading axes of another array. */
  private static <A extends Array<A>> A withLeadingAxes(A rows, A like) {
    int[] shape = like.shape();
    if (shape.length == 2) {
      return rows;
    }
    shape[shape.length - 1] = rows.size(1);
    return rows.reshape(shape);
  }

  // ---- derivative

  @Override
  public boolean readsResults() {
    return f != null;
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A rows = rows(linearCotangent(operands, results, cotangents));
    // The sum first: G was just made, and what the products read would drive it from the cache.
    A sum = operands.size() > BIAS && wanted[BIAS] ? rows.sum(0) : null;
    List<A> pulled = new ArrayList<>(3);
    A x = operands.get(X);
    pulled.add(wanted[X] ? withLeadingAxes(rows.matmul(operands.get(WEIGHT)), x) : null);
    pulled.add(wanted[WEIGHT] ? rows.transpose().matmul(rows(x)) : null);
    if (operands.size() > BIAS) {
      pulled.add(sum);
    }
    return pulled;
  }

  /**
   * The pullback on numbers where x is the value of a layer with slopes, and of use to nothing else: the cotangent of x comes
   * multiplied by them, block by block while it lies in the cache, so it is that of the other layer's z.
   *
   * @param g the cotangent of this layer's z
   * @param slopes f'(z) of the other layer, in the shape of x; null for the cotangent of x itself
   * @param wanted as in {@link #pullback(List, List, List, boolean[])}
   */
  public List<Tensor> linearPullback(
      List<Tensor> operands, Tensor g, Tensor slopes, boolean[] wanted) {
    if (slopes == null) {
      return PLAIN.pullback(operands, null, Arrays.asList(g, null), wanted);
    }
    boolean[] others = wanted.clone();
    others[X] = false;
    List<Tensor> pulled = PLAIN.pullback(operands, null, Arrays.asList(g, null), others);
    Tensor product = SlopedProduct.of(rows(g), operands.get(WEIGHT), rows(slopes));
    pulled.set(X, withLeadingAxes(product, operands.get(X)));
    return pulled;
  }

  /** The cotangent of z, which is given to weight and bias; parameters as those of {@link #pullback}. */
  public <A extends Array<A>> A linearCotangent(
      List<A> operands, List<A> results, List<A> cotangents) {
    A g = cotangents.get(0);
    if (f == null) {
      return g;
    }
    if (!givesSlope()) {
      return f.timesSlopeOfValue(results.get(0), g);
    }
    A gSlope = cotangents.get(1);
    A through = g == null ? null : g.mul(results.get(1));
    return gSlope == null ? through : plus(through, f.timesCurvature(linearPart(operands), gSlope));
  }

  private static <A extends Array<A>> A linearPart(List<A> operands) {
    return operands.get(X).apply(PLAIN, operands).get(0);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A dz = linearTangent(operands, tangents);
    if (f == null) {
      return List.of(dz);
    }
    return givesSlope()
        ? List.of(dz.mul(results.get(1)), f.timesCurvature(linearPart(operands), dz))
        : List.of(f.timesSlopeOfValue(results.get(0), dz));
  }

  private static <A extends Array<A>> A linearTangent(List<A> operands, List<A> tangents) {
    A dx = tangents.get(X);
    A dWeight = tangents.get(WEIGHT);
    A dBias = operands.size() > BIAS ? tangents.get(BIAS) : null;
    A sum = dx == null ? null : dx.matmul(operands.get(WEIGHT).transpose());
    sum = dWeight == null ? sum : plus(sum, operands.get(X).matmul(dWeight.transpose()));
    if (dBias == null) {
      return sum;
    }
    int[] shape = operands.get(X).shape();
    shape[shape.length - 1] = operands.get(WEIGHT).size(0);
    return sum != null ? sum.add(dBias) : dBias.expand(shape);
  }

  private static <A extends Array<A>> A plus(A sum, A term) {
    return sum == null ? term : sum.add(term);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Affine affine && Objects.equals(affine.f, f);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(f);
  }
}
