package cycloid.tensor;

import static cycloid.tensor.Elementwise.define;

/**
 * The named elementwise functions, one equation each.
 *
 * <p>Kernels for both dtypes, and derivatives, follow from the line: the derivative of an operation stands in one place, the
 * operation table of the equation language, and so do the choices at kinks and ties. It is given here only where a function
 * makes another choice (a norm's kink).
 */
public final class Functions {
  private Functions() {}

  // ---- arithmetic

  public static final Elementwise ADD = define("add(a, b) = a + b");
  public static final Elementwise SUB = define("sub(a, b) = a - b");
  public static final Elementwise MUL = define("mul(a, b) = a * b");
  public static final Elementwise DIV = define("div(a, b) = a / b");
  public static final Elementwise ADD_SCALAR = define("add(a; c) = a + c");
  public static final Elementwise MUL_SCALAR = define("mul(a; c) = a * c");
  public static final Elementwise DIV_SCALAR = define("div(a; c) = a / c");
  public static final Elementwise SCALAR_SUB = define("sub(a; c) = c - a");
  public static final Elementwise SCALAR_DIV = define("div(a; c) = c / a");
  public static final Elementwise NEG = define("neg(x) = -x");
  public static final Elementwise ABS = define("abs(x) = abs(x)");
  public static final Elementwise SIGN = define("sign(x) = sign(x)");
  public static final Elementwise RECIPROCAL = define("reciprocal(x) = 1 / x");
  public static final Elementwise SQUARE = define("square(x) = x * x");
  public static final Elementwise FMA = define("fma(a, b, c) = fma(a, b, c)");
  public static final Elementwise FMOD = define("fmod(a, b) = fmod(a, b)");
  public static final Elementwise REMAINDER = define("remainder(a, b) = remainder(a, b)");
  public static final Elementwise COPY_SIGN = define("copySign(a, b) = copysign(a, b)");
  public static final Elementwise ADDCMUL = define("addcmul(a, b, c; scale) = a + scale * b * c");
  public static final Elementwise ADDCDIV = define("addcdiv(a, b, c; scale) = a + scale * b / c");
  public static final Elementwise LERP = define("lerp(a, b; t) = a + t * (b - a)");
  public static final Elementwise SQUARED_DIFFERENCE =
      define("squaredDifference(a, b) = (a - b) ^ 2");

  /** Adds a multiple, for writing in place. */
  static final Elementwise ADD_SCALED = define("addInPlace(a, x; alpha) = a + alpha * x");

  // ---- powers and roots

  public static final Elementwise POW = define("pow(a, b) = a ^ b");
  public static final Elementwise POW_SCALAR = define("pow(a; c) = a ^ c");
  public static final Elementwise SQRT = define("sqrt(x) = sqrt(x)");
  public static final Elementwise RSQRT = define("rsqrt(x) = rsqrt(x)");
  public static final Elementwise CBRT = define("cbrt(x) = cbrt(x)");
  public static final Elementwise HYPOT = define("hypot(a, b) = hypot(a, b)");

  /** The root of a sum of squares: as sqrt, but with the subgradient 0 at 0, where a norm has its kink. */
  static final Elementwise NORM_ROOT =
      define("norm(x) = sqrt(x)").derivative("x", "where(y > 0, 0.5 / y, 0)");

  // ---- exponentials and logarithms

  public static final Elementwise EXP = define("exp(x) = exp(x)");
  public static final Elementwise EXP2 = define("exp2(x) = exp2(x)");
  public static final Elementwise EXPM1 = define("expm1(x) = expm1(x)");
  public static final Elementwise LOG = define("log(x) = log(x)");
  public static final Elementwise LOG2 = define("log2(x) = log2(x)");
  public static final Elementwise LOG10 = define("log10(x) = log10(x)");
  public static final Elementwise LOG1P = define("log1p(x) = log1p(x)");

  public static final Elementwise LOGIT =
      define("logit(x) = log(x / (1 - x))").derivative("x", "1 / (x * (1 - x))");
  public static final Elementwise XLOGY = define("xlogy(a, b) = xlogy(a, b)");
  public static final Elementwise LOG_ADD_EXP = define("logAddExp(a, b) = logaddexp(a, b)");
  public static final Elementwise XLOGX = define("xlogx(x) = where(x == 0, 0, x * log(x))");

  // ---- trigonometric and hyperbolic functions

  public static final Elementwise SIN = define("sin(x) = sin(x)");
  public static final Elementwise COS = define("cos(x) = cos(x)");
  public static final Elementwise TAN = define("tan(x) = tan(x)");
  public static final Elementwise ASIN = define("asin(x) = asin(x)");
  public static final Elementwise ACOS = define("acos(x) = acos(x)");
  public static final Elementwise ATAN = define("atan(x) = atan(x)");
  public static final Elementwise ATAN2 = define("atan2(a, b) = atan2(a, b)");
  public static final Elementwise SINH = define("sinh(x) = sinh(x)");
  public static final Elementwise COSH = define("cosh(x) = cosh(x)");
  public static final Elementwise TANH = define("tanh(x) = tanh(x)");
  public static final Elementwise ASINH = define("asinh(x) = asinh(x)");
  public static final Elementwise ACOSH = define("acosh(x) = acosh(x)");
  public static final Elementwise ATANH = define("atanh(x) = atanh(x)");

  /** The derivative is (cos(pi x) - y) / x, which cancels near 0: there the first terms of its series, exact to 1e-14. */
  public static final Elementwise SINC = define(
          "sinc(x) = where(x == 0, 1, sin(3.141592653589793 * x) / (3.141592653589793 * x))")
      .derivative(
          "x",
          "where(abs(x) < 0.01, x * (-3.289868133696453 + x * x * (3.246969701133414 - 1.144510944732505 * x * x)),"
              + " (cos(3.141592653589793 * x) - y) / x)");

  // ---- error and gamma functions

  public static final Elementwise ERF = define("erf(x) = erf(x)");
  public static final Elementwise ERFC = define("erfc(x) = erfc(x)");
  public static final Elementwise ERFINV = define("erfinv(x) = erfinv(x)");
  public static final Elementwise LGAMMA = define("lgamma(x) = lgamma(x)");
  public static final Elementwise DIGAMMA = define("digamma(x) = digamma(x)");

  // ---- activations

  public static final Elementwise SIGMOID = define("sigmoid(x) = sigmoid(x)");
  public static final Elementwise SOFTPLUS = define("softplus(x) = softplus(x)");
  public static final Elementwise RELU = define("relu(x) = relu(x)");
  public static final Elementwise LEAKY_RELU =
      define("leakyRelu(x; slope) = where(x > 0, x, slope * x)");
  public static final Elementwise ELU = define("elu(x; alpha) = where(x > 0, x, alpha * expm1(x))");
  public static final Elementwise GELU = define("gelu(x) = gelu(x)");
  public static final Elementwise GELU_TANH = define("geluTanh(x) = gelutanh(x)");
  public static final Elementwise SILU = define("silu(x) = silu(x)");
  public static final Elementwise MISH = define("mish(x) = mish(x)");
  public static final Elementwise LOG_SIGMOID = define("logSigmoid(x) = logsigmoid(x)");
  public static final Elementwise SOFTPLUS_SCALED = define("softplus(x; beta, threshold) ="
      + " where(beta * x > threshold, x, softplus(beta * x) / beta)");
  public static final Elementwise CELU =
      define("celu(x; alpha) = where(x > 0, x, alpha * expm1(x / alpha))");
  public static final Elementwise SELU =
      define("selu(x) =" + " where(x > 0, 1.0507009873554805 * x, 1.7580993408473766 * expm1(x))");
  public static final Elementwise PRELU = define("prelu(x, slope) = where(x > 0, x, slope * x)");
  public static final Elementwise GLU = define("glu(a, b) = a * sigmoid(b)");
  public static final Elementwise SOFTSIGN = define(
          "softsign(x) =" + " where(abs(x) > 1, sign(x) / (1 + 1 / abs(x)), x / (1 + abs(x)))")
      .derivative("x", "1 / (1 + abs(x)) ^ 2");
  public static final Elementwise TANH_SHRINK =
      define("tanhShrink(x) = x - tanh(x)").derivative("x", "tanh(x) ^ 2");
  public static final Elementwise HARD_SHRINK =
      define("hardShrink(x; width) = where(abs(x) <= width, 0, x)");
  public static final Elementwise SOFT_SHRINK = define("softShrink(x; width) ="
      + " where(x > width, x - width, where(x < -width, x + width, 0 * x))");
  public static final Elementwise HARD_SIGMOID = define("hardSigmoid(x) = clamp(x + 3, 0, 6) / 6")
      .derivative("x", "where(x > -3 and x < 3, 0.16666666666666666, 0)");
  public static final Elementwise HARD_SWISH =
      define("hardSwish(x) = where(x <= -3, 0, where(x >= 3, x, x * (x + 3) / 6))");
  public static final Elementwise HARD_TANH = define("hardTanh(x; low, high) = clamp(x, low, high)")
      .derivative("x", "where(x > low and x < high, 1, 0)");
  public static final Elementwise THRESHOLD =
      define("threshold(x; threshold, value) = where(x <= threshold, value, x)");

  // ---- selection: where two arguments tie, each has half the gradient

  public static final Elementwise MAXIMUM = define("maximum(a, b) = max(a, b)");
  public static final Elementwise MINIMUM = define("minimum(a, b) = min(a, b)");
  public static final Elementwise FMAX = define("fmax(a, b) = fmax(a, b)");
  public static final Elementwise FMIN = define("fmin(a, b) = fmin(a, b)");
  public static final Elementwise CLIP = define("clip(x; low, high) = clamp(x, low, high)");
  public static final Elementwise CLIP_MIN = define("clip(x; low) = where(x < low, low, x)");
  public static final Elementwise CLIP_MAX = define("clip(x; high) = where(x > high, high, x)");
  public static final Elementwise WHERE =
      define("where(condition, a, b) = where(condition != 0, a, b)");

  // ---- comparisons: 1 or 0, false when an argument is NaN (but notEqual), no gradient

  public static final Elementwise LESS = define("less(a, b) = a < b");
  public static final Elementwise LESS_EQUAL = define("lessEqual(a, b) = a <= b");
  public static final Elementwise GREATER = define("greater(a, b) = a > b");
  public static final Elementwise GREATER_EQUAL = define("greaterEqual(a, b) = a >= b");
  public static final Elementwise EQUAL = define("equal(a, b) = a == b");
  public static final Elementwise NOT_EQUAL = define("notEqual(a, b) = a != b");
  public static final Elementwise LESS_SCALAR = define("less(a; c) = a < c");
  public static final Elementwise LESS_EQUAL_SCALAR = define("lessEqual(a; c) = a <= c");
  public static final Elementwise GREATER_SCALAR = define("greater(a; c) = a > c");
  public static final Elementwise GREATER_EQUAL_SCALAR = define("greaterEqual(a; c) = a >= c");
  public static final Elementwise EQUAL_SCALAR = define("equal(a; c) = a == c");
  public static final Elementwise NOT_EQUAL_SCALAR = define("notEqual(a; c) = a != c");
  public static final Elementwise IS_NAN = define("isNaN(x) = isnan(x)");
  public static final Elementwise IS_INFINITE =
      define("isInfinite(x) = x == x and not (x - x == 0)");
  public static final Elementwise IS_FINITE = define("isFinite(x) = x - x == 0");
  public static final Elementwise AND = define("logicalAnd(a, b) = a != 0 and b != 0");
  public static final Elementwise OR = define("logicalOr(a, b) = a != 0 or b != 0");
  public static final Elementwise XOR =
      define("logicalXor(a, b) =" + " (a != 0 or b != 0) and not (a != 0 and b != 0)");
  public static final Elementwise NOT = define("logicalNot(x) = x == 0");

  /** 1 where a is not within the tolerances of b, and not equal to it as infinities may be. */
  static final Elementwise NOT_CLOSE = define("allClose(a, b; relative, absolute) ="
      + " not (a == b or abs(a - b) <= absolute + relative * abs(b) and b - b == 0)");

  // ---- rounding: no gradient

  public static final Elementwise FLOOR = define("floor(x) = floor(x)");
  public static final Elementwise CEIL = define("ceil(x) = ceil(x)");
  public static final Elementwise ROUND = define("round(x) = round(x)");
  public static final Elementwise TRUNC = define("trunc(x) = trunc(x)");

  /** Rises with slope 1 between the jumps. */
  public static final Elementwise FRAC = define("frac(x) = x - trunc(x)").derivative("x", "1");

  // ---- parts of norms

  static final Elementwise ABS_POW = define("norm(x; p) = abs(x) ^ p")
      .derivative("x", "where(x == 0, 0, p * abs(x) ^ (p - 1) * sign(x))");

  /** The p-th root of a sum of powers, with the subgradient 0 at 0. */
  static final Elementwise POWER_ROOT =
      define("norm(x; p) = x ^ (1 / p)").derivative("x", "where(x > 0, y / (p * x), 0)");
}
