package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A linear layer as one operation: matrix product, bias, and activation, or what goes around the layer.
 *
 * <pre>
 * Formula:   y = f(z), z = x W' + b;   with G = g f'(z):  gx = G W,  gW = G' x,  gb = sum of the rows of G
 *            or y = z + r;  gr = g
 * Shapes:    x (..., k), W (n, k), b (n), r (..., n) -> (..., n)
 * Accuracy:  every element of z is a sum over k in order, with fma, in blocks of 256, plus b; in rows of less than 64
 *            elements the sum begins with b
 * </pre>
 *
 * <p>Operands are x, W, b if there is one, and r if there is one. Where f'(z) cannot be read from y, it is computed together with y, which shares
 * most of the work, and is a second result.
 */
public final class Affine implements Differentiable {
  private static final int X = 0;
  private static final int WEIGHT = 1;
  private static final int BIAS = 2;

  /** No activation. */
  public static final Affine PLAIN = new Affine(null, false);

  /** No activation, and the last operand r is added: what goes around a residual block. */
  public static final Affine AROUND = new Affine(null, true);

  private final FusedActivation f;
  private final boolean around;

  private Affine(FusedActivation f, boolean around) {
    this.f = f;
    this.around = around;
  }

  /**
   * A linear layer followed by an activation.
   *
   * <pre>
   * Errors:    IllegalArgumentException when f has not one operand, or there is not a value for each scalar
   * </pre>
   */
  public static Affine followedBy(Elementwise f, double... scalars) {
    return new Affine(new FusedActivation(f, scalars), false);
  }

  /** Whether the derivative of the activation is a second result: of no use where nothing is differentiated. */
  public boolean givesSlope() {
    return f != null && f.givesSlope();
  }

  /** Whether operand i of a number of operands is weight or bias. */
  public boolean isParameter(int i, int operands) {
    return i > X && !(around && i == operands - 1);
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
    Tensor bias = hasBias(operands) ? operands.get(BIAS) : null;
    Tensor r = around ? operands.get(operands.size() - 1) : null;
    LayerChecks.affine(x, weight, bias, r);
    FusedActivation activation = f == null ? FusedActivation.IDENTITY : f;
    List<Tensor> results =
        AffineProduct.of(rows(x), weight, bias, activation, r == null ? null : rows(r));
    Tensor y = withLeadingAxes(results.get(0), x);
    return givesSlope() ? List.of(y, withLeadingAxes(results.get(1), x)) : List.of(y);
  }

  private boolean hasBias(List<?> operands) {
    return operands.size() > (around ? BIAS + 1 : BIAS);
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
    A sum = hasBias(operands) && wanted[BIAS] ? rows.sum(0) : null;
    List<A> pulled = new ArrayList<>(operands.size());
    A x = operands.get(X);
    pulled.add(wanted[X] ? withLeadingAxes(rows.matmul(operands.get(WEIGHT)), x) : null);
    pulled.add(wanted[WEIGHT] ? rows.transpose().matmul(rows(x)) : null);
    if (hasBias(operands)) {
      pulled.add(sum);
    }
    if (around) {
      pulled.add(wanted[pulled.size()] ? cotangents.get(0) : null);
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
      return linear().pullback(operands, null, Arrays.asList(g, null), wanted);
    }
    boolean[] others = wanted.clone();
    others[X] = false;
    List<Tensor> pulled = linear().pullback(operands, null, Arrays.asList(g, null), others);
    Tensor product = CombinedProduct.of(Functions.MUL, rows(g), operands.get(WEIGHT), rows(slopes));
    pulled.set(X, withLeadingAxes(product, operands.get(X)));
    return pulled;
  }

  private Affine linear() {
    return around ? AROUND : PLAIN;
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
      A dr = around ? tangents.get(tangents.size() - 1) : null;
      return List.of(dr == null ? dz : dz == null ? dr : dz.add(dr));
    }
    return givesSlope()
        ? List.of(dz.mul(results.get(1)), f.timesCurvature(linearPart(operands), dz))
        : List.of(f.timesSlopeOfValue(results.get(0), dz));
  }

  private <A extends Array<A>> A linearTangent(List<A> operands, List<A> tangents) {
    A dx = tangents.get(X);
    A dWeight = tangents.get(WEIGHT);
    A dBias = hasBias(operands) ? tangents.get(BIAS) : null;
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
    return other instanceof Affine affine && affine.around == around && Objects.equals(affine.f, f);
  }

  @Override
  public int hashCode() {
    return Objects.hash(f, around);
  }
}
