package cycloid.tensor;

import static cycloid.tensor.Functions.*;

import java.util.List;

/**
 * Functions of corresponding elements. Operands broadcast and have one dtype, which is the result's; errors are
 * those of {@link Primitives#elementwise}. The equations and derivatives stand in {@link Functions}.
 *
 * @param <A> the kind of array
 */
public interface ElementwiseOperations<A extends Array<A>> extends Primitives<A> {

  /** Applies a function without scalars to this array. */
  default A apply(Elementwise f) {
    return elementwise(f, Checks.NO_SCALARS, List.of(self()));
  }

  /** Applies a function without scalars to this array and another. */
  default A apply(Elementwise f, A b) {
    return elementwise(f, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** Applies a function with scalars to this array. */
  default A apply(Elementwise f, double... scalars) {
    return elementwise(f, scalars, List.of(self()));
  }

  // ---- arithmetic

  /** The sum a + b. */
  default A add(A b) {
    return apply(ADD, b);
  }

  /** The sum a + c. */
  default A add(double c) {
    return apply(ADD_SCALAR, c);
  }

  /** The difference a - b. */
  default A sub(A b) {
    return apply(SUB, b);
  }

  /** The difference a - c. */
  default A sub(double c) {
    return apply(ADD_SCALAR, -c);
  }

  /** The difference c - a. */
  default A subFrom(double c) {
    return apply(SCALAR_SUB, c);
  }

  /** The product a * b of corresponding elements; {@link #matmul} is the matrix product. */
  default A mul(A b) {
    return apply(MUL, b);
  }

  /** The product a * c. */
  default A mul(double c) {
    return apply(MUL_SCALAR, c);
  }

  /** The quotient a / b. */
  default A div(A b) {
    return apply(DIV, b);
  }

  /** The quotient a / c. */
  default A div(double c) {
    return apply(DIV_SCALAR, c);
  }

  /** The quotient c / a. */
  default A divInto(double c) {
    return apply(SCALAR_DIV, c);
  }

  /** The negative -x. */
  default A neg() {
    return apply(NEG);
  }

  /** The absolute value |x|; its derivative at 0 is 0. */
  default A abs() {
    return apply(ABS);
  }

  /** The sign of x: 1, -1, or x itself when it is 0 or NaN. */
  default A sign() {
    return apply(SIGN);
  }

  /** The reciprocal 1 / x. */
  default A reciprocal() {
    return apply(RECIPROCAL);
  }

  /** The square x * x. */
  default A square() {
    return apply(SQUARE);
  }

  /** The fused product a * b + c, rounded once. */
  default A fma(A b, A c) {
    return elementwise(FMA, Checks.NO_SCALARS, List.of(self(), b, c));
  }

  /** What division leaves, with the sign of the dividend: a - trunc(a / b) * b, exact. */
  default A fmod(A b) {
    return apply(FMOD, b);
  }

  /** What division leaves, with the sign of the divisor: a - floor(a / b) * b, as Python's {@code %}. */
  default A remainder(A b) {
    return apply(REMAINDER, b);
  }

  /** The absolute value of a with the sign of b, that of a zero included; its derivative at a = 0 is 0. */
  default A copySign(A b) {
    return apply(COPY_SIGN, b);
  }

  /** A product added, {@code a + scale * b * c}, a being this array. */
  default A addcmul(A b, A c, double scale) {
    return elementwise(ADDCMUL, new double[] {scale}, List.of(self(), b, c));
  }

  /** A quotient added, {@code a + scale * b / c}, a being this array. */
  default A addcdiv(A b, A c, double scale) {
    return elementwise(ADDCDIV, new double[] {scale}, List.of(self(), b, c));
  }

  /** The point between a and b, {@code a + t * (b - a)}: a for t = 0, b for t = 1. */
  default A lerp(A b, double t) {
    return elementwise(LERP, new double[] {t}, List.of(self(), b));
  }

  /** The square of the difference, (a - b)^2. */
  default A squaredDifference(A b) {
    return apply(SQUARED_DIFFERENCE, b);
  }

  // ---- powers and roots

  /** The power a ^ b. */
  default A pow(A b) {
    return apply(POW, b);
  }

  /** The power a ^ c; for c = 2 the square, which is one product. */
  default A pow(double c) {
    return c == 2 ? square() : apply(POW_SCALAR, c);
  }

  /** The square root. */
  default A sqrt() {
    return apply(SQRT);
  }

  /** The reciprocal square root 1 / sqrt(x). */
  default A rsqrt() {
    return apply(RSQRT);
  }

  /** The cube root. */
  default A cbrt() {
    return apply(CBRT);
  }

  /** The hypotenuse sqrt(a^2 + b^2), without overflow between. */
  default A hypot(A b) {
    return apply(HYPOT, b);
  }

  // ---- exponentials and logarithms

  /** The exponential e^x. */
  default A exp() {
    return apply(EXP);
  }

  /** The power 2^x. */
  default A exp2() {
    return apply(EXP2);
  }

  /** The exponential less one, e^x - 1, exact near 0. */
  default A expm1() {
    return apply(EXPM1);
  }

  /** The natural logarithm. */
  default A log() {
    return apply(LOG);
  }

  /** The logarithm to base 2. */
  default A log2() {
    return apply(LOG2);
  }

  /** The logarithm to base 10. */
  default A log10() {
    return apply(LOG10);
  }

  /** The logarithm log(1 + x), exact near 0. */
  default A log1p() {
    return apply(LOG1P);
  }

  /** The log-odds log(x / (1 - x)), for x in [0, 1]: the inverse of {@link ActivationOperations#sigmoid}. */
  default A logit() {
    return apply(LOGIT);
  }

  /** The product a log(b), 0 where a is 0, unless b is NaN. */
  default A xlogy(A b) {
    return apply(XLOGY, b);
  }

  /** The logarithm of a sum of exponentials, log(e^a + e^b), without overflow. */
  default A logAddExp(A b) {
    return apply(LOG_ADD_EXP, b);
  }

  /** The negative entropy term x log(x), 0 at 0. */
  default A xlogx() {
    return apply(XLOGX);
  }

  // ---- trigonometric and hyperbolic functions

  /** The sine of x radians. */
  default A sin() {
    return apply(SIN);
  }

  /** The cosine of x radians. */
  default A cos() {
    return apply(COS);
  }

  /** The tangent of x radians. */
  default A tan() {
    return apply(TAN);
  }

  /** The inverse sine, in [-pi/2, pi/2]. */
  default A asin() {
    return apply(ASIN);
  }

  /** The inverse cosine, in [0, pi]. */
  default A acos() {
    return apply(ACOS);
  }

  /** The inverse tangent, in [-pi/2, pi/2]. */
  default A atan() {
    return apply(ATAN);
  }

  /** The angle of the point with ordinate a (this array) and abscissa b, in [-pi, pi]. */
  default A atan2(A b) {
    return apply(ATAN2, b);
  }

  /** The hyperbolic sine. */
  default A sinh() {
    return apply(SINH);
  }

  /** The hyperbolic cosine. */
  default A cosh() {
    return apply(COSH);
  }

  /** The hyperbolic tangent. */
  default A tanh() {
    return apply(TANH);
  }

  /** The inverse hyperbolic sine. */
  default A asinh() {
    return apply(ASINH);
  }

  /** The inverse hyperbolic cosine. */
  default A acosh() {
    return apply(ACOSH);
  }

  /** The inverse hyperbolic tangent. */
  default A atanh() {
    return apply(ATANH);
  }

  /** The cardinal sine sin(pi x) / (pi x), 1 at 0. */
  default A sinc() {
    return apply(SINC);
  }

  // ---- error and gamma functions

  /** The error function 2/sqrt(pi) * integral from 0 to x of exp(-t^2) dt. */
  default A erf() {
    return apply(ERF);
  }

  /** The complementary error function 1 - erf(x), exact where erf is near 1. */
  default A erfc() {
    return apply(ERFC);
  }

  /** The inverse of {@link #erf}, for x in [-1, 1]. */
  default A erfinv() {
    return apply(ERFINV);
  }

  /** The logarithm of the absolute value of the gamma function. */
  default A lgamma() {
    return apply(LGAMMA);
  }

  /** The derivative of {@link #lgamma}; it can be differentiated twice. */
  default A digamma() {
    return apply(DIGAMMA);
  }

  // ---- selection

  /** The greater of a and b; NaN when either is. Ties share the gradient equally. */
  default A maximum(A b) {
    return apply(MAXIMUM, b);
  }

  /** The lesser of a and b; NaN when either is. Ties share the gradient equally. */
  default A minimum(A b) {
    return apply(MINIMUM, b);
  }

  /** The greater of a and b, a number before NaN. Ties share the gradient equally. */
  default A fmax(A b) {
    return apply(FMAX, b);
  }

  /** The lesser of a and b, a number before NaN. Ties share the gradient equally. */
  default A fmin(A b) {
    return apply(FMIN, b);
  }

  /** The nearest number to x in [low, high]; its derivative at the bounds is 1. */
  default A clip(double low, double high) {
    return apply(CLIP, low, high);
  }

  /** The greater of x and a bound; NaN stays. Its derivative at the bound is 1. */
  default A clipMin(double low) {
    return apply(CLIP_MIN, low);
  }

  /** The lesser of x and a bound; NaN stays. Its derivative at the bound is 1. */
  default A clipMax(double high) {
    return apply(CLIP_MAX, high);
  }

  /** Chooses a where this array is not 0, b elsewhere; nothing flows from the one not chosen. */
  default A where(A a, A b) {
    return elementwise(WHERE, Checks.NO_SCALARS, List.of(self(), a, b));
  }

  // ---- rounding

  /** The greatest integer that is not above x. */
  default A floor() {
    return apply(FLOOR);
  }

  /** The least integer that is not below x. */
  default A ceil() {
    return apply(CEIL);
  }

  /** The nearest integer, of two the even one. */
  default A round() {
    return apply(ROUND);
  }

  /** The integer part: x rounded towards 0. */
  default A trunc() {
    return apply(TRUNC);
  }

  /** The part after the point, x - trunc(x), with the sign of x; its derivative is 1. */
  default A frac() {
    return apply(FRAC);
  }

  // ---- values without a derivative

  /** The same numbers as a constant: no gradient flows through. */
  default A detach() {
    return constant(value());
  }
}
