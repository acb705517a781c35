package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cycloid.simd.DType;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of errors in the vocabulary above the primitives; none of these calls may allocate what it asks for. */
class VocabularyErrorsTest {
  private static final Tensor M = Tensor.zeros(DType.F64, 2, 3);
  private static final Tensor V3 = Tensor.zeros(DType.F64, 3);
  private static final Tensor V4 = Tensor.zeros(DType.F64, 4);
  private static final Tensor SCALAR = Tensor.scalar(DType.F64, 1);
  private static final Tensor EMPTY = Tensor.zeros(DType.F64, 0);

  /** One number in memory, seen 65536 times. */
  private static final Tensor LONG = Tensor.zeros(DType.F32, 1).expand(65536);

  private static Arguments row(String text, Executable call) {
    return Arguments.of(text, call);
  }

  static Stream<Arguments> indexing() {
    return Stream.of(
        row(
            "index: there must be at most one position for each axis, and one ellipsis; got [0, 0, 0], shape (2, 3)",
            () -> M.index(Slice.at(0), Slice.at(0), Slice.at(0))),
        row(
            "index: there must be at most one position for each axis, and one ellipsis; got [..., ...], shape (2, 3)",
            () -> M.index(Slice.ellipsis(), Slice.ellipsis())),
        row(
            "slice: ellipsis and newAxis belong to index(); got ...",
            () -> M.slice(Slice.ellipsis())),
        row("slice: index along axis 0 must be in [-2, 2); got 2", () -> M.index(Slice.at(2))),
        row(
            "take: there must be at most one index array for each axis, and their shapes must broadcast; got indices (1,), (1,), (1,), shape (2, 3)",
            () -> M.take(Indices.of(0), Indices.of(0), Indices.of(0))),
        row(
            "take: there must be at most one index array for each axis, and their shapes must broadcast; got indices (2,), (3,), shape (2, 3)",
            () -> M.take(Indices.of(0, 1), Indices.of(0, 1, 2))),
        row("take: index along axis 0 must be in [-2, 2); got 5", () -> M.take(Indices.of(0, 5))),
        row(
            "takeAlong: indices must have the rank of x, and broadcast with it but for axis 0; got indices (1,), x (2, 3)",
            () -> M.takeAlong(0, Indices.of(0))),
        row(
            "takeAlong: indices must have the rank of x, and broadcast with it but for axis 0; got indices (1, 2), x (2, 3)",
            () -> M.takeAlong(0, Indices.of(new int[] {1, 2}, 0, 0))),
        row(
            "gather: indices must have the rank of x, and not be longer but along axis 0; got indices (1, 4), x (2, 3)",
            () -> M.gather(0, Indices.of(new int[] {1, 4}, 0, 0, 0, 0))),
        row(
            "gather: index along axis 1 must be in [-3, 3); got 3",
            () -> M.gather(1, Indices.of(new int[] {1, 1}, 3))),
        row(
            "scatter: indices must have the rank of the source, and not be longer; got indices (1, 3), source (1, 2)",
            () ->
                M.scatter(0, Indices.of(new int[] {1, 3}, 0, 0, 0), Tensor.zeros(DType.F64, 1, 2))),
        row(
            "indexAdd: axis 0 must have one entry for each index; got shape (2, 3), 1 indices",
            () -> M.indexAdd(0, new int[] {0}, M)),
        row(
            "expand: x must broadcast to the shape, extents equal or 1; got x=(4,) to (1, 3)",
            () -> M.put(V4, Indices.of(0))),
        row(
            "maskedSelect: shapes must broadcast, extents equal or 1 from the last axis; got a=(2, 3) f64, b=(4,) f64",
            () -> M.maskedSelect(V4)),
        row(
            "indices: an index must be a whole number of 32 bits; got x[1]=2.5",
            () -> Indices.of(Tensor.of(1, 2.5))),
        row(
            "indices: there must be as many values as the shape has; got 3 values, shape (2, 2)",
            () -> Indices.of(new int[] {2, 2}, 1, 2, 3)),
        row("counts: a number must be in [0, 2]; got 5", () -> Indices.of(1, 5).counts(3)));
  }

  static Stream<Arguments> creation() {
    return Stream.of(
        row(
            "oneHot: index along axis 1 must be in [-3, 3); got 5",
            () -> Tensor.oneHot(DType.F64, Indices.of(1, 5), 3)),
        row(
            "nested: values must be numbers or arrays of them, of equal lengths; got double[]",
            () -> Tensor.nested(DType.F64, new double[][] {{1}, {1, 2}})),
        row(
            "nested: values must be numbers or arrays of them, of equal lengths; got String",
            () -> Tensor.nested(DType.F64, "x")));
  }

  static Stream<Arguments> order() {
    return Stream.of(
        row("argSort: axis must be in [0, 0); got axis=0, shape ()", () -> SCALAR.argSort(0)),
        row("topK: k must be in [0, 3]; got 4", () -> V3.topK(0, 4, true)),
        row(
            "argMax: a reduced axis must not be empty; got axis 0 of shape (0,)",
            () -> EMPTY.maxWithIndex(0, false)),
        row(
            "minWithIndex: axis must be in [-1, 1); got axis=1, shape (3,)",
            () -> V3.minWithIndex(1, false)),
        row(
            "quantile: q must be in [0, 1], and there must be an element; got q=1.5, axes [0] of shape (3,)",
            () -> V3.quantile(1.5, new int[] {0}, false)),
        row(
            "quantile: q must be in [0, 1], and there must be an element; got q=0.5, axes [0] of shape (0,)",
            () -> EMPTY.median()),
        row(
            "searchSorted: sorted must be a vector, or have the leading axes of values; got sorted=(2, 3) f64, values=(3,) f64",
            () -> M.searchSorted(V3, true)),
        row(
            "histogram: edges must be a vector of two or more; got edges=() f64",
            () -> V3.histogram(SCALAR)),
        row("histogram: intervals must be in [1, 2147483646]; got 0", () -> V3.histogram(0, 0, 1)),
        row("meshgrid: x must be a vector; got x=(2, 3) f64", () -> V3.meshgrid(List.of(M))),
        row("cumsum: axis must be in [0, 0); got axis=0, shape ()", () -> SCALAR.cumsum(0)),
        row("cumprod: axis must be in [-1, 1); got axis=2, shape (3,)", () -> V3.cumprod(2)),
        row("diff: n must not be negative; got -1", () -> V3.diff(0, -1)));
  }

  static Stream<Arguments> diagonals() {
    return Stream.of(
        row("diagonal: an axis must be named once; got axes=[0, 0]", () -> M.diagonal(0, 0, 0)),
        row("diagonal: axis must be in [-1, 1); got axis=-2, shape (3,)", () -> V3.diagonal()),
        row("diagEmbed: axis must be in [0, 0); got axis=-1, shape ()", () -> SCALAR.diagEmbed()),
        row(
            "diagEmbed: an axis must be named once; got axes=[1, -1]",
            () -> V3.diagEmbed(0, 1, -1)),
        row("tril: x must have two axes or more; got x=(3,) f64", () -> V3.tril(0)));
  }

  static Stream<Arguments> movement() {
    return Stream.of(
        row("rot90: an axis must be named once; got axes=[0, 0]", () -> M.rot90(1, 0, 0)),
        row(
            "roll: there must be as many shifts as axes; got axes=[0], shifts=[1, 2]",
            () -> M.roll(new int[] {0}, new int[] {1, 2})),
        row(
            "moveAxes: there must be as many destinations as axes; got axes=[0], destinations=[0, 1]",
            () -> M.moveAxes(new int[] {0}, new int[] {0, 1})),
        row("flatten: last must be in [1, 1]; got 0", () -> M.flatten(1, 0)),
        row(
            "pad: widths must be {before, after} for each axis, with enough elements to copy (reflect) or to take away; got [[3, 0]], shape (3,)",
            () -> V3.pad(Padding.REFLECT, 0, new int[] {3, 0})),
        row(
            "pad: widths must be {before, after} for each axis, with enough elements to copy (circular) or to take away; got [[4, 0]], shape (3,)",
            () -> V3.pad(Padding.CIRCULAR, 0, new int[] {4, 0})),
        row(
            "pad: widths must be {before, after} for each axis, with enough elements to copy (replicate) or to take away; got [[1, 0]], shape (0,)",
            () -> EMPTY.pad(Padding.REPLICATE, 0, new int[] {1, 0})),
        row(
            "pad: widths must be {before, after} for each axis, with enough elements to copy (constant) or to take away; got [[-2, -2]], shape (3,)",
            () -> V3.pad(Padding.CONSTANT, 0, new int[] {-2, -2})),
        row(
            "pad: widths must be {before, after} for each axis, with enough elements to copy (constant) or to take away; got [[1, 1]], shape (2, 3)",
            () -> M.pad(Padding.CONSTANT, 0, new int[] {1, 1})),
        row("repeat: count must not be negative; got -1", () -> V3.repeat(0, -1)),
        row(
            "repeat: counts must not be negative, one for each of the 3 entries, and add up to an extent; got counts=[1, 2], axis=0, shape (3,)",
            () -> V3.repeat(0, new int[] {1, 2})),
        row("tile: count must not be negative; got -1", () -> M.tile(new int[] {1, -1})),
        row("glu: the extent along axis 0 must be even; got shape (3,)", () -> V3.glu(0)));
  }

  static Stream<Arguments> products() {
    return Stream.of(
        row(
            "einsum: the equation must have one list of names for each operand, and one -> at most; got \"i,i->\", shapes (3,)",
            () -> V3.einsum("i,i->", List.of())),
        row(
            "einsum: the equation must have a letter for each axis, or an ellipsis; got \"i->i\", shapes (2, 3)",
            () -> M.einsum("i->i", List.of())),
        row(
            "einsum: the equation must have output names that the operands have, each once; got \"i->j\", shapes (3,)",
            () -> V3.einsum("i->j", List.of())),
        row(
            "einsum: the equation must have output names that the operands have, each once; got \"i->ii\", shapes (3,)",
            () -> V3.einsum("i->ii", List.of())),
        row(
            "einsum: the equation must have equal extents, or 1, for equal names; got \"i,i\", shapes (3,), (4,)",
            () -> V3.einsum("i,i", List.of(V4))),
        row(
            "einsum: the equation must have a letter for each axis, or an ellipsis; got \"1->1\", shapes (3,)",
            () -> V3.einsum("1->1", List.of())),
        row(
            "einsum: the equation must have one list of names for each operand, and one -> at most; got \"i->i->i\", shapes (3,)",
            () -> V3.einsum("i->i->i", List.of())),
        row(
            "tensordot: axes must have equal extents in pairs; got a=(2, 3) f64 axes [1], b=(4,) f64 axes [0]",
            () -> M.tensordot(V4, new int[] {1}, new int[] {0})),
        row(
            "tensordot: axes must have equal extents in pairs; got a=(2, 3) f64 axes [1, 0], b=(3,) f64 axes [0]",
            () -> M.tensordot(V3, new int[] {1, 0}, new int[] {0})),
        row("cross: the axis must have extent 3; got axis 0 of a=(4,) f64", () -> V4.cross(V4, 0)),
        row("multiDot: x must be a matrix; got x=(3,) f64", () -> M.multiDot(List.of(V3, M))),
        row(
            "cdist: operands must be (..., m, d) and (..., n, d); got a=(2, 3) f64, b=(3,) f64",
            () -> M.cdist(V3, 2)),
        row(
            "cdist: operands must be (..., m, d) and (..., n, d); got a=(2, 3) f64, b=(2, 4) f64",
            () -> M.cdist(Tensor.zeros(DType.F64, 2, 4), 2)),
        row(
            "cosineSimilarity: shapes must broadcast, extents equal or 1 from the last axis; got a=(3,) f64, b=(4,) f64",
            () -> V3.cosineSimilarity(V4, 0, 0)));
  }

  static Stream<Arguments> normalization() {
    return Stream.of(
        row(
            "groupNorm: x must be (batch, channels, ...), and groups divide the channels; got groups=2, x=(2, 3) f64",
            () -> M.groupNorm(2, 0)),
        row(
            "groupNorm: x must be (batch, channels, ...), and groups divide the channels; got groups=1, x=(3,) f64",
            () -> V3.groupNorm(1, 0)),
        row("instanceNorm: x must have two axes or more; got x=(3,) f64", () -> V3.instanceNorm(0)),
        row(
            "batchNorm: x must be (batch, channels, ...), mean and variance (channels); got x=(2, 3) f64, mean=(4,) f64, variance=(4,) f64",
            () -> M.batchNorm(V4, V4, 0)),
        row("channelMean: axis must be in [-1, 1); got axis=1, shape (3,)", () -> V3.channelMean()),
        row(
            "localResponseNorm: size must be in [1, 2147483647]; got 0",
            () -> M.localResponseNorm(0, 1, 1, 1)),
        row(
            "norm: axis must be in [-2, 2); got axis=2, shape (2, 3)",
            () -> M.norm(3, new int[] {2}, false)),
        row("prod: axis must be in [-2, 2); got axis=2, shape (2, 3)", () -> M.prod(2)));
  }

  static Stream<Arguments> tooLarge() {
    return Stream.of(
        row(
            "diagEmbed: a tensor must have at most 2147483647 elements; got shape (65536, 65536)",
            () -> LONG.diagEmbed()),
        row(
            "tile: a tensor must have at most 2147483647 elements; got shape (65536,)",
            () -> LONG.tile(new int[] {65536})),
        row(
            "repeat: a tensor must have at most 2147483647 elements; got shape (65536,)",
            () -> LONG.repeat(0, 65536)),
        row(
            "pad: a tensor must have at most 2147483647 elements; got shape (3,)",
            () -> V3.pad(Padding.CONSTANT, 0, new int[] {Integer.MAX_VALUE, 1})),
        row(
            "mul: a tensor must have at most 2147483647 elements; got shape (65536, 65536)",
            () -> LONG.einsum("i,j->ij", List.of(LONG))),
        row(
            "kron: a tensor must have at most 2147483647 elements; got shape (65536,)",
            () -> LONG.kron(LONG)),
        row(
            "sub: a tensor must have at most 2147483647 elements; got shape (65536, 65536, 1)",
            () -> Tensor.zeros(DType.F32, 1, 1)
                .expand(65536, 1)
                .cdist(Tensor.zeros(DType.F32, 1, 1).expand(65536, 1), 2)),
        row(
            "concat: a tensor must have at most 2147483647 elements; got shape (65537, 65536)",
            () -> LONG.stack(0, Collections.nCopies(65536, LONG))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "indexing",
    "creation",
    "order",
    "diagonals",
    "movement",
    "products",
    "normalization",
    "tooLarge"
  })
  void theTextSaysWhatMustHoldAndWhatWasGiven(String text, Executable call) {
    assertEquals(text, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
