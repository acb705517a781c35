package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Primitives;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** What must hold, and the texts when it does not: {@code <op>: <what must hold>; got <what was given>}. */
final class Checks {
  private Checks() {}

  static void matrix(String op, Primitives<?> a) {
    if (a.shape().length != 2) {
      throw fault(op, "a must be a matrix", "a=%s", described(a));
    }
  }

  static void matrices(String op, Primitives<?> a) {
    if (a.shape().length < 2) {
      throw fault(op, "a must have at least two axes", "a=%s", described(a));
    }
  }

  static void squares(String op, Primitives<?> a) {
    matrices(op, a);
    int[] shape = a.shape();
    if (shape[shape.length - 1] != shape[shape.length - 2]) {
      throw fault(op, "a must be square", "a=%s", described(a));
    }
  }

  /** A system with right-hand sides: equal dtypes, and a row of b for each row of a. */
  static void system(String op, Primitives<?> a, Primitives<?> b) {
    matrices(op, a);
    int[] rows = b.shape();
    int axis = rows.length == 1 ? 0 : rows.length - 2;
    if (rows.length == 0 || rows[axis] != a.shape()[a.shape().length - 2]) {
      throw fault(
          op, "b must have a row for each row of a", "a=%s, b=%s", described(a), described(b));
    }
    if (a.dtype() != b.dtype()) {
      throw fault(
          op,
          "dtypes must match",
          "a=%s, b=%s; convert one with to(DType)",
          described(a),
          described(b));
    }
  }

  static IllegalArgumentException leadingAxes(String op, Primitives<?> a, Primitives<?> b) {
    return fault(
        op,
        "leading axes must broadcast, extents equal or 1",
        "a=%s, b=%s",
        described(a),
        described(b));
  }

  /** Numbers that an iteration could not do with; values is row-major. */
  static void finite(String op, Primitives<?> a, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) < Double.POSITIVE_INFINITY)) {
        throw new LinalgException(String.format(
            Locale.ROOT,
            "%s: a must be finite; got a=%s with %s at element %d",
            op,
            described(a),
            values[i],
            i));
      }
    }
  }

  static LinalgException singular(String op, Primitives<?> a, int batch, int pivot) {
    return new LinalgException(String.format(
        Locale.ROOT,
        "%s: a must not be singular; got a=%s with pivot %d of matrix %d equal to 0",
        op,
        described(a),
        pivot,
        batch));
  }

  static LinalgException notPositiveDefinite(String op, Primitives<?> a, int batch, int order) {
    return new LinalgException(String.format(
        Locale.ROOT,
        "%s: a must be positive definite; got a=%s whose leading minor of order %d, in matrix %d,"
            + " is not positive",
        op,
        described(a),
        order,
        batch));
  }

  static void vector(String op, Primitives<?> b) {
    if (b.shape().length != 1) {
      throw fault(op, "b must be a vector", "b=%s", described(b));
    }
  }

  static void square(String op, LinearOperator a) {
    if (a.rows() != a.columns()) {
      throw fault(op, "the operator must be square", "%s", described(a));
    }
  }

  static void sameShape(String op, LinearOperator a, LinearOperator b) {
    if (a.rows() != b.rows() || a.columns() != b.columns() || a.dtype() != b.dtype()) {
      throw fault(
          op,
          "the operator must have the shape and dtype of a",
          "%s, a=%s",
          described(b),
          described(a));
    }
  }

  static void system(LinearOperator a, Primitives<?> b) {
    if (a.rows() != b.shape()[0] || a.dtype() != b.dtype()) {
      throw fault(
          "linearSystem",
          "b must have one element for each row of a, and its dtype",
          "a=%s, b=%s",
          described(a),
          described(b));
    }
  }

  static void operand(String op, String name, Primitives<?> x, int extent, DType dtype) {
    if (x.shape().length != 1 || x.shape()[0] != extent || x.dtype() != dtype) {
      throw fault(
          op, "%s must have shape %s %s", "%s", name, Shapes.text(extent), dtype, described(x));
    }
  }

  static void noPreconditioner(String op, LinearOperator preconditioner) {
    if (preconditioner != null) {
      throw fault(op, "there must be no preconditioner", "%s", described(preconditioner));
    }
  }

  static void tolerance(String op, String name, double value) {
    if (!(value >= 0)) {
      throw fault(op, "%s must be at least 0", "%s", name, value);
    }
  }

  static void notNegative(String op, String name, int value) {
    if (value < 0) {
      throw fault(op, "%s must not be negative", "%d", name, value);
    }
  }

  static void positive(String op, String name, int value) {
    if (value <= 0) {
      throw fault(op, "%s must be at least 1", "%d", name, value);
    }
  }

  static void atLeast(String op, String name, int value, int least) {
    if (value < least) {
      throw fault(op, "%s must be at least %d", "%d", name, least, value);
    }
  }

  static void damping(String op, double value) {
    if (!(value > 0)) {
      throw fault(op, "damping must be positive", "%s", value);
    }
  }

  // ---- matrix functions

  static void sameShapes(String op, Primitives<?> a, Primitives<?> b) {
    if (!Arrays.equals(a.shape(), b.shape()) || a.dtype() != b.dtype()) {
      throw fault(
          op, "operands must have equal shapes and dtypes", "%s, %s", described(a), described(b));
    }
  }

  static void sameDTypes(String op, Primitives<?> a, Primitives<?> b) {
    if (a.dtype() != b.dtype()) {
      throw fault(
          op,
          "dtypes must match",
          "a=%s, b=%s; convert one with to(DType)",
          described(a),
          described(b));
    }
  }

  /** a (..., m, m), b (..., n, n), c (..., m, n). */
  static void sylvester(Primitives<?> a, Primitives<?> b, Primitives<?> c) {
    squares("sylvester", a);
    squares("sylvester", b);
    int[] expected = a.shape();
    expected[expected.length - 1] = b.shape()[b.shape().length - 1];
    int[] other = b.shape();
    boolean fits = Arrays.equals(expected, c.shape()) && other.length == expected.length;
    for (int axis = 0; fits && axis < expected.length - 2; axis++) {
      fits = other[axis] == expected[axis];
    }
    if (!fits || a.dtype() != b.dtype() || a.dtype() != c.dtype()) {
      throw fault(
          "sylvester",
          "shapes must be (..., m, m), (..., n, n), (..., m, n), and dtypes equal",
          "a=%s, b=%s, c=%s",
          described(a),
          described(b),
          described(c));
    }
  }

  static LinalgException noSylvesterSolution(Primitives<?> a, Primitives<?> b) {
    return new LinalgException(String.format(
        Locale.ROOT,
        "sylvester: no eigenvalue of a may be the negative of one of b; got a=%s, b=%s where, to"
            + " rounding, one is",
        described(a),
        described(b)));
  }

  static LinalgException noPrincipalSqrt(Primitives<?> a, double eigenvalue) {
    return new LinalgException(String.format(
        Locale.ROOT,
        "principalSqrt: a must have no negative eigenvalue, and 0 at most once; got a=%s with the"
            + " eigenvalue %s",
        described(a),
        eigenvalue));
  }

  static void eigenvalues(
      String op, String must, Primitives<?> a, boolean holds, Tensor eigenvalues) {
    if (!holds) {
      throw new LinalgException(String.format(
          Locale.ROOT,
          "%s: eigenvalues of a must %s; got a=%s with the eigenvalue %s",
          op,
          must,
          described(a),
          eigenvalues.min().item()));
    }
  }

  static void notZeroMatrix(String op, Primitives<?> a, double norm) {
    if (norm == 0) {
      throw new LinalgException(op + ": a must not be 0; got a=" + described(a) + " of zeros");
    }
  }

  // ---- Kronecker products

  static void kroneckerOperand(String op, int rows, int columns, Primitives<?> x) {
    int[] shape = x.shape();
    if (shape.length != 2 || shape[0] != rows || shape[1] != columns) {
      throw fault(
          op,
          "the operand of the Kronecker product must have shape %s",
          "%s",
          Shapes.text(rows, columns),
          described(x));
    }
  }

  /** The product of two extents, which must be one. */
  static int extent(String op, int first, int second) {
    return Shapes.size(op, first, second);
  }

  static void nonzero(String op, String name, double norm) {
    if (norm == 0) {
      throw fault(op, "%s must not be 0", "a vector of zeros", name);
    }
  }

  static String described(Primitives<?> x) {
    return Shapes.text(x.shape()) + " " + x.dtype();
  }

  static String described(LinearOperator a) {
    return Shapes.text(a.shape()) + " " + a.dtype();
  }

  /** An exception with the text {@code op: must; got given}; both parts are formats for the arguments in order. */
  static IllegalArgumentException fault(String op, String must, String given, Object... arguments) {
    return new IllegalArgumentException(
        op + ": " + String.format(Locale.ROOT, must + "; got " + given, arguments));
  }
}
