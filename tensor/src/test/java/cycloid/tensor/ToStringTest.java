package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cycloid.simd.DType;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text here is what print gives in NumPy 2.4. */
class ToStringTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Arguments row(String text, Tensor x) {
    return Arguments.of(text, x);
  }

  static Stream<Arguments> vectors() {
    return Stream.of(
        row("[1. 2. 3.]", Tensor.of(1, 2, 3)),
        row("[ 0.1 -2.5 30. ]", Tensor.of(0.1, -2.5, 30)),
        row("[0.33333333 0.66666667]", Tensor.of(1 / 3., 2 / 3.)),
        row("[0.33333334 0.6666667  0.1       ]", Tensor.ofFloats(1 / 3f, 2 / 3f, 0.1f)),
        row("[0.3 1. ]", Tensor.of(0.1 + 0.2, 1)),
        row("[ 0. -0.]", Tensor.of(0.0, -0.0)),
        row("[123456.   1000.]", Tensor.of(123456, 1000)),
        row("[1000000.]", Tensor.of(1e6)),
        row("[1.e+06 2.e+06]", Tensor.ofFloats(1e6f, 2e6f)),
        row("[1.e+10 1.e+00]", Tensor.of(1e10, 1)),
        row("[1.0e-05 2.5e+10     nan]", Tensor.of(1e-5, 2.5e10, NAN)),
        row("[ 1.e-310 -2.e+000]", Tensor.of(1e-310, -2)),
        row("[1.23456789e+08 1.00000000e+08]", Tensor.of(123456789.12345678, 1e8)),
        row("[1.6777216e+07 3.0000000e+00]", Tensor.ofFloats(16777216, 3)),
        row("[ inf -inf  nan   1.]", Tensor.of(INFINITY, -INFINITY, NAN, 1)),
        row("[nan]", Tensor.of(NAN)),
        row("[]", Tensor.zeros(DType.F64, 0)));
  }

  static Stream<Arguments> scalars() {
    return Stream.of(
        row("3.0", Tensor.scalar(DType.F64, 3)),
        row("0.3333333333333333", Tensor.scalar(DType.F64, 1 / 3.)),
        row("0.33333334", Tensor.scalar(DType.F32, 1 / 3.)),
        row("1e+16", Tensor.scalar(DType.F64, 1e16)),
        row("1000000000000000.0", Tensor.scalar(DType.F64, 1e15)),
        row("1.234567e+06", Tensor.scalar(DType.F32, 1234567)),
        row("1e-05", Tensor.scalar(DType.F64, 1e-5)),
        row("-0.0", Tensor.scalar(DType.F64, -0.0)),
        row("-inf", Tensor.scalar(DType.F32, -INFINITY)),
        row("5e-324", Tensor.scalar(DType.F64, Double.MIN_VALUE)));
  }

  static Stream<Arguments> severalAxes() {
    return Stream.of(
        row("""
            [[0. 1. 2.]
             [3. 4. 5.]]""", Tensor.arange(DType.F64, 6).reshape(2, 3)),
        row("""
            [[0. 3.]
             [1. 4.]
             [2. 5.]]""", Tensor.arange(DType.F64, 6).reshape(2, 3).transpose()),
        row("""
            [[[[0. 1.]
               [2. 3.]]]


             [[[4. 5.]
               [6. 7.]]]]""", Tensor.arange(DType.F64, 8).reshape(2, 1, 2, 2)),
        row("[]", Tensor.zeros(DType.F64, 0, 3)));
  }

  static Stream<Arguments> longOnes() {
    return Stream.of(
        row("""
            [ 0.  1.  2.  3.  4.  5.  6.  7.  8.  9. 10. 11. 12. 13. 14. 15. 16. 17.
             18. 19. 20. 21. 22. 23. 24.]""", Tensor.arange(DType.F64, 25)),
        row(
            "[0.000e+00 1.000e+00 2.000e+00 ... 1.997e+03 1.998e+03 1.999e+03]",
            Tensor.arange(DType.F64, 2000)),
        row("""
            [[1. 0. 0. ... 0. 0. 0.]
             [0. 1. 0. ... 0. 0. 0.]
             [0. 0. 1. ... 0. 0. 0.]
             ...
             [0. 0. 0. ... 1. 0. 0.]
             [0. 0. 0. ... 0. 1. 0.]
             [0. 0. 0. ... 0. 0. 1.]]""", Tensor.eye(DType.F32, 40)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"vectors", "scalars", "severalAxes", "longOnes"})
  void theTextIsNumPys(String text, Tensor x) {
    assertEquals(text, x.toString());
  }
}
