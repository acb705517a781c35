package cycloid.tensor;

import static cycloid.tensor.Functions.*;

import java.util.List;

/**
 * Comparisons and logic of corresponding elements, which broadcast. Results are 1 and 0 in the operands' dtype, as masks are;
 * as a condition everything but 0 is true. Comparisons with NaN are false, but for {@code notEqual}. No gradient flows.
 *
 * @param <A> the kind of array
 */
public interface ComparisonOperations<A extends Array<A>> extends Primitives<A> {

  // ---- of two arrays

  /** 1 where a &lt; b, otherwise 0. */
  default A less(A b) {
    return elementwise(LESS, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** 1 where a &lt;= b, otherwise 0. */
  default A lessEqual(A b) {
    return elementwise(LESS_EQUAL, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** 1 where a &gt; b, otherwise 0. */
  default A greater(A b) {
    return elementwise(GREATER, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** 1 where a &gt;= b, otherwise 0. */
  default A greaterEqual(A b) {
    return elementwise(GREATER_EQUAL, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** 1 where a = b, otherwise 0. */
  default A equal(A b) {
    return elementwise(EQUAL, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** 1 where a differs from b or either is NaN, otherwise 0. */
  default A notEqual(A b) {
    return elementwise(NOT_EQUAL, Checks.NO_SCALARS, List.of(self(), b));
  }

  // ---- with a number

  /** 1 where a &lt; c, otherwise 0. */
  default A less(double c) {
    return elementwise(LESS_SCALAR, new double[] {c}, List.of(self()));
  }

  /** 1 where a &lt;= c, otherwise 0. */
  default A lessEqual(double c) {
    return elementwise(LESS_EQUAL_SCALAR, new double[] {c}, List.of(self()));
  }

  /** 1 where a &gt; c, otherwise 0. */
  default A greater(double c) {
    return elementwise(GREATER_SCALAR, new double[] {c}, List.of(self()));
  }

  /** 1 where a &gt;= c, otherwise 0. */
  default A greaterEqual(double c) {
    return elementwise(GREATER_EQUAL_SCALAR, new double[] {c}, List.of(self()));
  }

  /** 1 where a = c, otherwise 0. */
  default A equal(double c) {
    return elementwise(EQUAL_SCALAR, new double[] {c}, List.of(self()));
  }

  /** 1 where a differs from c or is NaN, otherwise 0. */
  default A notEqual(double c) {
    return elementwise(NOT_EQUAL_SCALAR, new double[] {c}, List.of(self()));
  }

  // ---- tests

  /** 1 where x is NaN, otherwise 0. */
  default A isNaN() {
    return elementwise(IS_NAN, Checks.NO_SCALARS, List.of(self()));
  }

  /** 1 where x is inf or -inf, otherwise 0. */
  default A isInfinite() {
    return elementwise(IS_INFINITE, Checks.NO_SCALARS, List.of(self()));
  }

  /** 1 where x is neither infinite nor NaN, otherwise 0. */
  default A isFinite() {
    return elementwise(IS_FINITE, Checks.NO_SCALARS, List.of(self()));
  }

  // ---- logic

  /** 1 where neither a nor b is 0, otherwise 0. */
  default A logicalAnd(A b) {
    return elementwise(AND, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** 1 where a or b is not 0, otherwise 0. */
  default A logicalOr(A b) {
    return elementwise(OR, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** 1 where exactly one of a and b is 0, otherwise 0. */
  default A logicalXor(A b) {
    return elementwise(XOR, Checks.NO_SCALARS, List.of(self(), b));
  }

  /** 1 where x is 0, otherwise 0. */
  default A logicalNot() {
    return elementwise(NOT, Checks.NO_SCALARS, List.of(self()));
  }
}
