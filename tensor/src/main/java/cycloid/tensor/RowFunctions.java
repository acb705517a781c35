package cycloid.tensor;

import static cycloid.tensor.Rowwise.define;

/** The named functions of rows, one equation each; a cotangent is given where it has a better form than the derived one. */
public final class RowFunctions {
  private RowFunctions() {}

  public static final Rowwise SOFTMAX =
      define("softmax(x)", """
          e = exp(x - detach(max(x)))
          y = e * (1 / sum(e))
          """).pullback("x", "y * (g - sum(g * y))");

  public static final Rowwise LOG_SOFTMAX =
      define("logSoftmax(x)", """
          z = x - detach(max(x))
          y = z - log(sum(exp(z)))
          """).pullback("x", "g - exp(y) * sum(g)");

  /** The shift is 0 where it would be infinite: inf - inf is no number. */
  public static final Rowwise LOG_SUM_EXP =
      define("logSumExp(x)", """
          m = detach(max(x))
          s = where(m - m == 0, m, 0)
          y = log(sum(exp(x - s))) + s
          """).pullback("x", "g * exp(x - where(y - y == 0, y, 0))");

  public static final Rowwise LAYER_NORM = define("layerNorm(x; eps)", """
          c = x - mean(x)
          y = c * rsqrt(mean(c^2) + eps)
          """).pullback("x", """
          c = x - mean(x)
          r = rsqrt(mean(c^2) + eps)
          dx = r * (g - mean(g)) - c * (r^3 * mean(g * c))
          """);

  public static final Rowwise LAYER_NORM_AFFINE =
      define("layerNorm(x, weight, bias; eps)", """
          c = x - mean(x)
          y = c * rsqrt(mean(c^2) + eps) * weight + bias
          """).pullback("x", """
          c = x - mean(x)
          r = rsqrt(mean(c^2) + eps)
          w = g * weight
          dx = r * (w - mean(w)) - c * (r^3 * mean(w * c))
          """);

  public static final Rowwise RMS_NORM_SCALED = define("rmsNorm(x, weight; eps)", """
          y = x * rsqrt(mean(x^2) + eps) * weight
          """);

  public static final Rowwise RMS_NORM = define("rmsNorm(x; eps)", """
          y = x * rsqrt(mean(x^2) + eps)
          """);

  public static final Rowwise DOT = define("dot(a, b)", """
          y = dot(a, b)
          """);

  /** The derivative at 0 is 0, a subgradient. */
  public static final Rowwise NORM =
      define("norm(x)", """
          y = norm(x)
          """).pullback("x", "where(y > 0, g / y, 0) * x");

  public static final Rowwise COSINE_SIMILARITY = define("cosineSimilarity(a, b; eps)", """
          y = dot(a, b) / (max(norm(a), eps) * max(norm(b), eps))
          """);

  /** p are probabilities, x logits. */
  public static final Rowwise CROSS_ENTROPY = define("crossEntropy(x, p)", """
          z = x - detach(max(x))
          y = -sum(p * (z - log(sum(exp(z)))))
          """);
}
