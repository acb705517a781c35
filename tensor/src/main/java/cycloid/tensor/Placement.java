package cycloid.tensor;

import cycloid.simd.DType;
import java.util.Arrays;

/**
 * Fresh tensors for operations that write from {@link Tensor#offset} on, wherever that is: an arena may have them written where
 * they are wanted, see {@link Pack}.
 */
final class Placement {
  private Placement() {}

  /** A tensor whose every element is about to be written; keeps `shape`, which must have `size` elements. */
  static Tensor unwritten(DType dtype, int[] shape, int size) {
    Tensor tensor = wanted(dtype, shape, size);
    return tensor == null ? Tensor.unwritten(dtype, shape, size) : tensor;
  }

  /** A tensor of zeros; keeps `shape`, which must have `size` elements. */
  static Tensor zeros(DType dtype, int[] shape, int size) {
    Tensor tensor = wanted(dtype, shape, size);
    if (tensor == null) {
      return Tensor.fresh(dtype, shape, size);
    }
    int from = tensor.offset;
    if (dtype == DType.F32) {
      Arrays.fill((float[]) tensor.storage, from, from + size, 0);
    } else {
      Arrays.fill((double[]) tensor.storage, from, from + size, 0);
    }
    return tensor;
  }

  /** A tensor where the next one is wanted, with old numbers; null where that is anywhere. */
  static Tensor wanted(DType dtype, int[] shape, int size) {
    Arena arena = Arena.active();
    Pack.Place place = arena == null ? null : arena.place(dtype, size);
    if (place == null) {
      return null;
    }
    return place.made(shape);
  }
}
