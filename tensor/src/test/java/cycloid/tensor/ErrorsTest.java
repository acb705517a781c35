package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cycloid.simd.DType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to ask for the impossible, and the text that answers. */
class ErrorsTest {
  private static final Tensor V3 = Tensor.of(1, 2, 3);
  private static final Tensor V4 = Tensor.of(1, 2, 3, 4);
  private static final Tensor F3 = Tensor.ofFloats(1, 2, 3);
  private static final Tensor M = Tensor.zeros(DType.F64, 2, 3);
  private static final Tensor EMPTY = Tensor.zeros(DType.F64, 0, 3);
  private static final Tensor SCALAR = Tensor.scalar(DType.F64, 1);

  private static Arguments row(String text, Executable call) {
    return Arguments.of(text, call);
  }

  static Stream<Arguments> elementwise() {
    return Stream.of(
        row(
            "add: dtypes must match; got a=(3,) f64, b=(3,) f32; convert one with to(DType)",
            () -> V3.add(F3)),
        row(
            "where: dtypes must match; got condition=(3,) f64, a=(3,) f32, b=(3,) f64; convert one with to(DType)",
            () -> V3.where(F3, V3)),
        row(
            "mul: shapes must broadcast, extents equal or 1 from the last axis; got a=(3,) f64, b=(4,) f64",
            () -> V3.mul(V4)),
        row(
            "sub: shapes must broadcast, extents equal or 1 from the last axis; got a=(2, 3) f64, b=(3, 2) f64",
            () -> M.sub(M.transpose())),
        row(
            "clip: there must be 1 operands and 2 scalars; got 1 and 1",
            () -> V3.elementwise(Functions.CLIP, new double[] {1}, List.of(V3))),
        row(
            "addInPlace: x must broadcast to the shape (3,); got x=(2, 3) f64",
            () -> Tensor.zeros(DType.F64, 3).addInPlace(1, M)));
  }

  static Stream<Arguments> definitions() {
    return Stream.of(
        row(
            "define: the text must have the form name(operands; scalars) = expression; got \"x + 1\"",
            () -> Elementwise.define("x + 1")),
        row(
            "define: the text must have the form name(operands; scalars) = expression; got \"f(x) == x\"",
            () -> Elementwise.define("f(x) == x")),
        row(
            "f: names must be declared before the equals sign; got z, declared are [x, s]",
            () -> Elementwise.define("f(x; s) = s * x + z")),
        row("f: names must differ; got x twice in [x, x]", () -> Elementwise.define("f(x, x) = x")),
        row(
            "f: y is the result and must not be declared; got [x, y]",
            () -> Elementwise.define("f(x, y) = x + y")),
        row("f: there must be an operand; got none", () -> Elementwise.define("f(; s) = s")),
        row("add: operand must be one of [a, b]; got x", () -> Functions.ADD.partial("x")),
        row(
            "exp: d/dx: names must be declared before the equals sign; got z, declared are [x, y]",
            () -> Functions.EXP.derivative("x", "z * y")));
  }

  static Stream<Arguments> reductions() {
    return Stream.of(
        row("sum: axis must be in [-2, 2); got axis=2, shape (2, 3)", () -> M.sum(2)),
        row("mean: axis must be in [-2, 2); got axis=-3, shape (2, 3)", () -> M.mean(0, -3)),
        row("softmax: axis must be in [-1, 1); got axis=1, shape (3,)", () -> V3.softmax(1)),
        row(
            "layerNorm: axis must be in [0, 0); got axis=0, shape ()",
            () -> SCALAR.layerNorm(0, 0)),
        row("std: an axis must be named once; got axes=[0, -2]", () -> M.std(0, -2)),
        row(
            "max: a reduced axis must not be empty; got axis 0 of shape (0, 3)",
            () -> EMPTY.max(0)),
        row("min: a reduced axis must not be empty; got axis 0 of shape (0, 3)", EMPTY::min),
        row(
            "argMax: a reduced axis must not be empty; got axis 0 of shape (0, 3)",
            () -> EMPTY.argMax(0)),
        row("argMax: axis must be in [-1, 1); got axis=1, shape (3,)", () -> V3.argMax(1)));
  }

  static Stream<Arguments> movement() {
    return Stream.of(
        row("reshape: the number of elements must stay; got (2, 3) to (4,)", () -> M.reshape(4)),
        row(
            "reshape: the number of elements must stay; got (2, 3) to (-1, 4)",
            () -> M.reshape(-1, 4)),
        row("reshape: extents must not be negative; got shape (1, -1)", () -> M.reshape(-1, -1)),
        row(
            "permute: axes must name every axis once; got axes=[0], shape (2, 3)",
            () -> M.permute(0)),
        row("permute: an axis must be named once; got axes=[0, 0]", () -> M.permute(0, 0)),
        row(
            "expand: x must broadcast to the shape, extents equal or 1; got x=(3,) to (4,)",
            () -> V3.expand(4)),
        row(
            "expand: x must broadcast to the shape, extents equal or 1; got x=(2, 3) to (3,)",
            () -> M.expand(3)),
        row("slice: step must not be 0; got 0", () -> Slice.of(0, 1, 0)),
        row(
            "slice: index along axis 1 must be in [-3, 3); got 3",
            () -> M.slice(Slice.all(), Slice.at(3))),
        row(
            "slice: there must be at most one slice for each axis; got 2 slices, shape (3,)",
            () -> V3.slice(Slice.all(), Slice.all())),
        row(
            "embed: x must have the shape of the sliced positions, (2,); got x=(3,), into (5,) at [1:3]",
            () -> V3.embed(new int[] {5}, Slice.of(1, 3))),
        row("gather: index along axis 0 must be in [-3, 3); got -4", () -> V3.gather(0, 1, -4)),
        row(
            "scatterAdd: index along axis 0 must be in [-2, 2); got 2",
            () -> V3.scatterAdd(0, 2, 0, 1, 2)),
        row(
            "scatterAdd: axis 0 must have one entry for each index; got shape (3,), 2 indices",
            () -> V3.scatterAdd(0, 2, 0, 1)),
        row(
            "concat: shapes must be equal but for axis 0; got array 0 (2, 3) f64, array 2 (3,) f64",
            () -> M.concat(0, List.of(M, V3))),
        row(
            "concat: dtypes must match; got array 0 (3,) f64, array 1 (3,) f32; convert one with to(DType)",
            () -> V3.concat(0, List.of(F3))),
        row("squeeze: axis 1 must have extent 1; got shape (2, 3)", () -> M.squeeze(1)),
        row("unsqueeze: axis must be in [-3, 3); got axis=3, shape (2, 3)", () -> M.unsqueeze(3)),
        row(
            "split: lengths must not be negative and must add up to 3; got lengths=[1, 1], axis=1, shape (2, 3)",
            () -> M.split(1, 1, 1)),
        row("chunk: count must be positive; got 0", () -> M.chunk(1, 0)),
        row(
            "pad: widths must be {before, after} for each axis, not negative; got [[1, 2]], shape (2, 3)",
            () -> M.pad(new int[] {1, 2})),
        row("tile: count must not be negative; got -1", () -> V3.tile(0, -1)),
        row("swapAxes: axis must be in [-1, 1); got axis=1, shape (3,)", () -> V3.swapAxes(0, 1)),
        row("select: index along axis 0 must be in [-3, 3); got 3", () -> V3.select(0, 3)));
  }

  static Stream<Arguments> linearAlgebra() {
    Tensor weight = Tensor.zeros(DType.F64, 10, 784);
    return Stream.of(
        row(
            "matmul: a.shape[1] must equal b.shape[0]; got a=(32, 784) f64, b=(10, 784) f64; use b.transpose()?",
            () -> Tensor.zeros(DType.F64, 32, 784).matmul(weight)),
        row(
            "matmul: a.shape[2] must equal b.shape[1]; got a=(1, 2, 3) f64, b=(1, 2, 3) f64; use b.matrixTranspose()?",
            () -> M.unsqueeze(0).matmul(M.unsqueeze(0))),
        row(
            "matmul: a.shape[0] must equal b.shape[0]; got a=(3,) f64, b=(4,) f64",
            () -> V3.matmul(V4)),
        row(
            "matmul: operands must have an axis; got a=() f64, b=(3,) f64; use mul()?",
            () -> SCALAR.matmul(V3)),
        row(
            "matmul: dtypes must match; got a=(3,) f64, b=(3,) f32; convert one with to(DType)",
            () -> V3.matmul(F3)),
        row(
            "matmul: leading axes must broadcast, extents equal or 1; got a=(2, 1, 3) f64, b=(3, 3, 1) f64",
            () -> M.unsqueeze(1).matmul(Tensor.zeros(DType.F64, 3, 3, 1))),
        row("dot: operands must be vectors; got a=(2, 3) f64, b=(3,) f64", () -> M.dot(V3)),
        row("dot: vectors must have equal length; got a=(3,) f64, b=(4,) f64", () -> V3.dot(V4)),
        row("outer: operands must be vectors; got a=(3,) f64, b=(2, 3) f64", () -> V3.outer(M)));
  }

  static Stream<Arguments> tensors() {
    return Stream.of(
        row("item: x must have one element; got shape (3,)", V3::item),
        row(
            "get: there must be one index for each axis; got 1 indices, shape (2, 3)",
            () -> M.get(1)),
        row("get: index along axis 1 must be in [-3, 3); got 5", () -> M.get(1, 5)),
        row("set: index along axis 0 must be in [-2, 2); got -3", () -> M.set(0, -3, 0)),
        row(
            "set: elements written to must not share memory; got an expanded view of shape (4, 3)",
            () -> V3.expand(4, 3).set(1, 0, 0)),
        row(
            "copyFrom: dtypes must match; got a=(3,) f64, b=(3,) f32; convert one with to(DType)",
            () -> V3.copyFrom(F3)),
        row(
            "zeros: extents must not be negative; got shape (2, -1)",
            () -> Tensor.zeros(DType.F64, 2, -1)),
        row(
            "zeros: a tensor must have at most 2147483647 elements; got shape (65536, 65536)",
            () -> Tensor.zeros(DType.F64, 65536, 65536)),
        row(
            "expand: a tensor must have at most 2147483647 elements; got shape (2147483647, 2147483647, 3)",
            () -> V3.expand(Integer.MAX_VALUE, Integer.MAX_VALUE, 3)),
        row(
            "outer: a tensor must have at most 2147483647 elements; got shape (100000, 100000)",
            () -> Tensor.zeros(DType.F32, 100_000).outer(Tensor.zeros(DType.F32, 100_000))),
        row(
            "matmul: a tensor must have at most 2147483647 elements; got shape (100000, 100000)",
            () -> Tensor.zeros(DType.F32, 100_000, 1).matmul(Tensor.zeros(DType.F32, 1, 100_000))),
        row(
            "wrap: there must be as many values as the shape has; got 3 values, shape (2, 2)",
            () -> Tensor.wrap(new double[3], 2, 2)),
        row(
            "of: all rows must have equal length; got row 0 of 2, row 1 of 1",
            () -> Tensor.of(new double[][] {{1, 2}, {3}})),
        row(
            "arange: (stop - start) / step must be at most 2147483647; got start=0.0, stop=1.0, step=0.0",
            () -> Tensor.arange(DType.F64, 0, 1, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"elementwise", "definitions", "reductions", "movement", "linearAlgebra", "tensors"
  })
  void theTextSaysWhatMustHoldAndWhatWasGiven(String text, Executable call) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
