package cycloid.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * Elements chosen, and changed, by index. Indices may be negative, counting from the end; one out of range is an
 * {@code IllegalArgumentException}. Chosen elements pass their gradients back to where they came from, and those chosen
 * several times add them up; indices themselves have none.
 *
 * @param <A> the kind of array
 */
public interface IndexingOperations<A extends Array<A>> extends Primitives<A> {

  // ---- reading

  /**
   * Basic indexing with NumPy's meaning: slices, {@link Slice#ellipsis}, {@link Slice#newAxis}, and single positions
   * ({@link Slice#at}), which drop their axis here.
   *
   * <pre>
   * Memory:    a view
   * Errors:    IllegalArgumentException when there are more positions than axes, or several ellipses
   * Example:   x.index(Slice.at(0), Slice.ellipsis(), Slice.newAxis())     numpy: x[0, ..., None]
   * </pre>
   */
  default A index(Slice... positions) {
    BasicIndex index = BasicIndex.of(shape(), positions);
    return slice(index.slices()).reshape(index.shape());
  }

  /**
   * The entries at index arrays for the leading axes, which broadcast together: NumPy's {@code x[i, j]}.
   *
   * <pre>
   * Formula:   out[p..., r...] = x[i[p...], j[p...], ..., r...]
   * Shapes:    the broadcast shape of the indices, followed by the axes of x without index
   * Errors:    IllegalArgumentException when there are more index arrays than axes, or they do not broadcast
   * </pre>
   */
  default A take(Indices... indices) {
    int[] shape = shape();
    int[] common = IndexChecks.indexArrays("take", shape, indices);
    int[] rest = Shapes.from(shape, indices.length);
    int[] positions = Positions.leading("take", shape, indices, common);
    int[] rows = Shapes.joined(new int[] {leading(shape, indices.length)}, rest);
    return reshape(rows).gather(0, positions).reshape(Shapes.joined(common, rest));
  }

  /**
   * One entry along an axis for each index: NumPy's {@code take_along_axis}.
   *
   * <pre>
   * Formula:   axis 1: out[i, j, k] = x[i, indices[i, j, k], k]
   * Shapes:    x and indices have equal rank and broadcast but for the axis, where the indices' extent counts
   * Errors:    IllegalArgumentException when they do not
   * </pre>
   */
  default A takeAlong(int axis, Indices indices) {
    int[] shape = shape();
    int along = Checks.axis("takeAlong", shape, axis);
    int[] result = IndexChecks.indexedAlong("takeAlong", shape, along, indices);
    int[] positions = Positions.along("takeAlong", shape, along, indices, result);
    return self().flatten().gather(0, positions).reshape(result);
  }

  /**
   * One entry along an axis for each index, where indices may cover only the beginning of the other axes: PyTorch's
   * {@code gather}.
   *
   * <pre>
   * Formula:   axis 1: out[i, j, k] = x[i, indices[i, j, k], k]
   * Shapes:    that of the indices, of the rank of x, and not longer than x but along the axis
   * Errors:    IllegalArgumentException when the shape does not fit
   * </pre>
   */
  default A gather(int axis, Indices indices) {
    int[] shape = shape();
    int along = Checks.axis("gather", shape, axis);
    int[] result = IndexChecks.indexedWithin("gather", shape, along, indices);
    int[] positions = Positions.along("gather", shape, along, indices, result);
    return self().flatten().gather(0, positions).reshape(result);
  }

  /** The elements where a mask, which broadcasts, is not 0, as a vector in row-major order. */
  default A maskedSelect(A mask) {
    int[] shape = Checks.broadcast("maskedSelect", self(), mask);
    return expand(shape).flatten().gather(0, Positions.nonZero(mask.value().expand(shape)));
  }

  /** The coordinates of the elements that are not 0, in row-major order: one row each, of shape (count, rank). */
  default Indices nonZero() {
    int[] shape = shape();
    int[] positions = Positions.nonZero(value());
    int[] coordinates = new int[positions.length * shape.length];
    for (int i = 0; i < positions.length; i++) {
      int rest = positions[i];
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        coordinates[i * shape.length + axis] = rest % shape[axis];
        rest /= shape[axis];
      }
    }
    return Indices.wrap(new int[] {positions.length, shape.length}, coordinates);
  }

  // ---- changing: the result is a changed copy

  /** This array with a value where a mask, which broadcasts, is not 0. */
  default A maskedFill(A mask, double value) {
    return mask.where(constant(Tensor.scalar(dtype(), value)), self());
  }

  /**
   * This array with values at index arrays for the leading axes: NumPy's {@code x[i, j] = values}.
   *
   * <pre>
   * Shapes:    values broadcasts to what {@link #take} gives; of several values for one place the last stays
   * Errors:    IllegalArgumentException when shapes do not fit
   * </pre>
   */
  default A put(A values, Indices... indices) {
    int[] shape = shape();
    int[] common = IndexChecks.indexArrays("put", shape, indices);
    int[] rest = Shapes.from(shape, indices.length);
    int[] positions = Positions.leading("put", shape, indices, common);
    int size = leading(shape, indices.length);
    A rows = reshape(Shapes.joined(new int[] {size}, rest));
    A put = values
        .expand(Shapes.joined(common, rest))
        .reshape(Shapes.joined(new int[] {positions.length}, rest));
    return rows.concat(0, List.of(put))
        .gather(0, Positions.replaced(size, positions))
        .reshape(shape);
  }

  /** This array with values added at indices along an axis; indices may repeat. Shapes as {@link #scatterAdd}. */
  default A indexAdd(int axis, int[] indices, A values) {
    int[] shape = shape();
    int along = Checks.axis("indexAdd", shape, axis);
    IndexChecks.scattered("indexAdd", values.shape(), along, indices.length);
    int[] positions = Positions.added(shape[along], indices);
    return self().concat(along, List.of(values)).scatterAdd(along, shape[along], positions);
  }

  /**
   * This array with one value of the source put for each index along an axis: PyTorch's {@code scatter}.
   *
   * <pre>
   * Formula:   axis 1: out = x; out[i, indices[i, j, k], k] = source[i, j, k]; of several the last stays
   * Shapes:    indices not longer than x but along the axis, nor than the source anywhere; all of equal rank
   * Errors:    IllegalArgumentException when shapes do not fit
   * </pre>
   */
  default A scatter(int axis, Indices indices, A source) {
    int[] shape = shape();
    int along = Checks.axis("scatter", shape, axis);
    int[] within = IndexChecks.indexedWithin("scatter", shape, along, indices);
    int[] positions = Positions.along("scatter", shape, along, indices, within);
    A put =
        source.slice(IndexChecks.beginning("scatter", source.shape(), within)).flatten();
    int[] sources = Positions.replaced(Shapes.size("scatter", shape), positions);
    return self().flatten().concat(0, List.of(put)).gather(0, sources).reshape(shape);
  }

  /** As {@link #scatter}, adding to what is there; indices may repeat. */
  default A scatterAdd(int axis, Indices indices, A source) {
    int[] shape = shape();
    int along = Checks.axis("scatterAdd", shape, axis);
    int[] within = IndexChecks.indexedWithin("scatterAdd", shape, along, indices);
    int[] positions = Positions.along("scatterAdd", shape, along, indices, within);
    A added = source
        .slice(IndexChecks.beginning("scatterAdd", source.shape(), within))
        .flatten();
    int size = Shapes.size("scatterAdd", shape);
    return self()
        .flatten()
        .concat(0, List.of(added))
        .scatterAdd(0, size, Positions.added(size, positions))
        .reshape(shape);
  }

  /** The number of entries that the first axes have together. */
  private static int leading(int[] shape, int axes) {
    return Shapes.size("take", Arrays.copyOf(shape, axes));
  }
}
