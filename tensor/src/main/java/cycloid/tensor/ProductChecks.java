package cycloid.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What must hold of matrices, products, channels and quantiles, and the texts when it does not; see {@link Checks}. */
final class ProductChecks {
  private ProductChecks() {}

  static IllegalArgumentException matmulScalar(Tensor a, Tensor b) {
    return Checks.fault(
        "matmul",
        "operands must have an axis",
        "a=%s, b=%s; use mul()?",
        Checks.described(a),
        Checks.described(b));
  }

  static void innerExtents(Tensor a, Tensor b) {
    int aAxis = a.shape.length - 1;
    int bAxis = Math.max(b.shape.length - 2, 0);
    if (a.shape[aAxis] != b.shape[bAxis]) {
      boolean transposed = b.shape.length >= 2 && b.shape[bAxis + 1] == a.shape[aAxis];
      String fix = !transposed
          ? ""
          : b.shape.length == 2 ? "; use b.transpose()?" : "; use b.matrixTranspose()?";
      throw Checks.fault(
          "matmul",
          "a.shape[%d] must equal b.shape[%d]",
          "a=%s, b=%s%s",
          aAxis,
          bAxis,
          Checks.described(a),
          Checks.described(b),
          fix);
    }
  }

  static IllegalArgumentException matmulBatch(Tensor a, Tensor b) {
    return Checks.fault(
        "matmul",
        "leading axes must broadcast, extents equal or 1",
        "a=%s, b=%s",
        Checks.described(a),
        Checks.described(b));
  }

  static void vector(String op, Primitives<?> a, Primitives<?> b) {
    if (a.shape().length != 1 || b.shape().length != 1) {
      throw Checks.fault(
          op, "operands must be vectors", "a=%s, b=%s", Checks.described(a), Checks.described(b));
    }
  }

  static void vectors(String op, Primitives<?> a, Primitives<?> b) {
    vector(op, a, b);
    if (a.shape()[0] != b.shape()[0]) {
      throw Checks.fault(
          op,
          "vectors must have equal length",
          "a=%s, b=%s",
          Checks.described(a),
          Checks.described(b));
    }
  }

  static void vector(String op, Primitives<?> x) {
    if (x.shape().length != 1) {
      throw Checks.fault(op, "x must be a vector", "x=%s", Checks.described(x));
    }
  }

  static void matrix(String op, Primitives<?> x) {
    if (x.shape().length != 2) {
      throw Checks.fault(op, "x must be a matrix", "x=%s", Checks.described(x));
    }
  }

  static void matrices(String op, Primitives<?> x) {
    if (x.shape().length < 2) {
      throw Checks.fault(op, "x must have two axes or more", "x=%s", Checks.described(x));
    }
  }

  static IllegalArgumentException einsum(String equation, List<int[]> shapes, String must) {
    String given = shapes.stream().map(Shapes::text).collect(Collectors.joining(", "));
    return Checks.fault(
        "einsum", "the equation must have %s", "\"%s\", shapes %s", must, equation, given);
  }

  /** Equal extents along pairs of axes. */
  static void contracted(Primitives<?> a, Primitives<?> b, int[] aAxes, int[] bAxes) {
    boolean fits = aAxes.length == bAxes.length;
    for (int i = 0; fits && i < aAxes.length; i++) {
      fits = a.shape()[aAxes[i]] == b.shape()[bAxes[i]];
    }
    if (!fits) {
      throw Checks.fault(
          "tensordot",
          "axes must have equal extents in pairs",
          "a=%s axes %s, b=%s axes %s",
          Checks.described(a),
          Arrays.toString(aAxes),
          Checks.described(b),
          Arrays.toString(bAxes));
    }
  }

  static void cross(Primitives<?> a, int axis) {
    if (a.shape()[axis] != 3) {
      throw Checks.fault(
          "cross", "the axis must have extent 3", "axis %d of a=%s", axis, Checks.described(a));
    }
  }

  static void distances(Primitives<?> a, Primitives<?> b) {
    int[] x = a.shape();
    int[] y = b.shape();
    if (x.length < 2 || y.length < 2 || x[x.length - 1] != y[y.length - 1]) {
      throw Checks.fault(
          "cdist",
          "operands must be (..., m, d) and (..., n, d)",
          "a=%s, b=%s",
          Checks.described(a),
          Checks.described(b));
    }
  }

  /** The number of elements in a group of channels. */
  static int groups(Primitives<?> x, int groups) {
    int[] shape = x.shape();
    if (shape.length < 2 || groups < 1 || shape[1] % groups != 0) {
      throw Checks.fault(
          "groupNorm",
          "x must be (batch, channels, ...), and groups divide the channels",
          "groups=%d, x=%s",
          groups,
          Checks.described(x));
    }
    int inner = Shapes.size("groupNorm", Shapes.from(shape, 2));
    return shape[1] / groups * inner;
  }

  /** The shape that moments of channels broadcast in. */
  static int[] channels(String op, Primitives<?> x, Primitives<?> mean, Primitives<?> variance) {
    int[] shape = x.shape();
    boolean fits = shape.length >= 2
        && Arrays.equals(mean.shape(), new int[] {shape[1]})
        && Arrays.equals(variance.shape(), mean.shape());
    if (!fits) {
      throw Checks.fault(
          op,
          "x must be (batch, channels, ...), mean and variance (channels)",
          "x=%s, mean=%s, variance=%s",
          Checks.described(x),
          Checks.described(mean),
          Checks.described(variance));
    }
    int[] column = new int[shape.length - 1];
    Arrays.fill(column, 1);
    column[0] = shape[1];
    return column;
  }

  /** How many elements the axes span, for a quantile of them. */
  static int quantile(double q, int[] shape, int[] along) {
    int n = 1;
    for (int axis : along) {
      n *= shape[axis];
    }
    if (!(q >= 0 && q <= 1) || n == 0) {
      throw Checks.fault(
          "quantile",
          "q must be in [0, 1], and there must be an element",
          "q=%s, axes %s of shape %s",
          q,
          Arrays.toString(along),
          Shapes.text(shape));
    }
    return n;
  }

  static void edges(Primitives<?> edges) {
    if (edges.shape().length != 1 || edges.shape()[0] < 2) {
      throw Checks.fault(
          "histogram",
          "edges must be a vector of two or more",
          "edges=%s",
          Checks.described(edges));
    }
  }

  /** One ascending vector, or as many ascending rows as there are rows of values. */
  static void searched(Tensor sorted, Tensor values) {
    int rank = sorted.shape.length;
    boolean fits = rank == 1;
    if (rank > 1 && values.shape.length == rank) {
      fits = Arrays.equals(
          Shapes.removed(sorted.shape, rank - 1), Shapes.removed(values.shape, rank - 1));
    }
    if (!fits) {
      throw Checks.fault(
          "searchSorted",
          "sorted must be a vector, or have the leading axes of values",
          "sorted=%s, values=%s",
          Checks.described(sorted),
          Checks.described(values));
    }
  }
}
