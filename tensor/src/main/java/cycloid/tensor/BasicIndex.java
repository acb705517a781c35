package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Basic indexing taken apart: one slice for each axis of the array, and the shape of the result.
 *
 * @param slices for all axes
 * @param shape of the result: without the axes of single positions, with new axes
 */
record BasicIndex(Slice[] slices, int[] shape) {

  static BasicIndex of(int[] shape, Slice[] positions) {
    Slice[] whole = withoutEllipsis(shape, positions);
    List<Slice> slices = new ArrayList<>();
    List<Integer> extents = new ArrayList<>();
    for (Slice position : whole) {
      if (position == Slice.newAxis()) {
        extents.add(1);
        continue;
      }
      int axis = slices.size();
      int length = position.resolve(axis, shape[axis]).length();
      slices.add(position);
      if (!position.isSingle()) {
        extents.add(length);
      }
    }
    return new BasicIndex(
        slices.toArray(Slice[]::new),
        extents.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The positions with as many whole axes in place of the ellipsis, or at the end, as are missing. */
  private static Slice[] withoutEllipsis(int[] shape, Slice[] positions) {
    int axes = 0;
    int ellipses = 0;
    for (Slice position : positions) {
      ellipses += position == Slice.ellipsis() ? 1 : 0;
      axes += position == Slice.ellipsis() || position == Slice.newAxis() ? 0 : 1;
    }
    IndexChecks.basicIndex(shape, positions, axes, ellipses);
    Slice[] missing = new Slice[shape.length - axes];
    Arrays.fill(missing, Slice.all());
    List<Slice> result = new ArrayList<>();
    for (Slice position : positions) {
      result.addAll(position == Slice.ellipsis() ? List.of(missing) : List.of(position));
    }
    if (ellipses == 0) {
      result.addAll(List.of(missing));
    }
    return result.toArray(Slice[]::new);
  }
}
