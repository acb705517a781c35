package cycloid.tensor;

/**
 * How arrays lie where each is whole, one row that repeats, or one number, all without gaps: what adding a bias, or a number,
 * needs, without a general loop nest, which would cost more than the sum of a small tensor.
 *
 * @param rows how many
 * @param lanes the length of each
 * @param rowStrides the lanes for a whole array, otherwise 0
 * @param laneStrides 0 for one number, otherwise 1
 */
record RepeatedRows(int rows, int lanes, int[] rowStrides, int[] laneStrides) {

  /** The rows of arrays that broadcast to a size; null when one lies otherwise. */
  static RepeatedRows of(Tensor[] arrays, int[] shape, int size) {
    int lanes = size;
    for (Tensor array : arrays) {
      if (!array.isContiguous()) {
        return null;
      }
      if (array.size != size && array.size != 1) {
        boolean row = isRow(array.shape, shape) && (lanes == size || lanes == array.size);
        if (!row) {
          return null;
        }
        lanes = array.size;
      }
    }
    int[] rowStrides = new int[arrays.length];
    int[] laneStrides = new int[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      rowStrides[i] = arrays[i].size == size ? lanes : 0;
      laneStrides[i] = arrays[i].size == 1 && lanes > 1 ? 0 : 1;
    }
    return new RepeatedRows(size / lanes, lanes, rowStrides, laneStrides);
  }

  /** Whether an array fills the last axes, and has extent 1 along others. */
  private static boolean isRow(int[] shape, int[] target) {
    int added = target.length - shape.length;
    int axis = shape.length - 1;
    while (axis >= 0 && shape[axis] == target[added + axis]) {
      axis--;
    }
    while (axis >= 0 && shape[axis] == 1) {
      axis--;
    }
    return axis < 0;
  }
}
