package cycloid.tensor;

import cycloid.simd.DType;

/** Tensors whose elements follow from their positions or from given numbers. */
final class Series {
  private Series() {}

  static Tensor rows(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Tensor matrix = Tensor.zeros(DType.F64, rows.length, columns);
    for (int i = 0; i < rows.length; i++) {
      Checks.rectangular(columns, i, rows[i].length);
      System.arraycopy(rows[i], 0, matrix.storage(), i * columns, columns);
    }
    return matrix;
  }

  static Tensor arange(DType dtype, double start, double stop, double step) {
    int count = Checks.progression(start, stop, step);
    Tensor tensor = Tensor.zeros(dtype, count);
    for (int i = 0; i < count; i++) {
      dtype.set(tensor.storage(), i, start + i * step);
    }
    return tensor;
  }

  static Tensor linspace(DType dtype, double start, double stop, int count) {
    Tensor tensor = Tensor.zeros(dtype, count);
    double step = (stop - start) / Math.max(1, count - 1);
    for (int i = 0; i < count; i++) {
      dtype.set(tensor.storage(), i, i > 0 && i == count - 1 ? stop : start + i * step);
    }
    return tensor;
  }

  static Tensor eye(DType dtype, int rows, int columns, int offset) {
    Tensor tensor = Tensor.zeros(dtype, rows, columns);
    for (int position : Diagonals.positions(offset, rows, columns)) {
      dtype.set(tensor.storage(), position, 1);
    }
    return tensor;
  }

  static Tensor oneHot(DType dtype, Indices labels, int classes) {
    Tensor tensor = Tensor.zeros(dtype, Shapes.joined(labels.shape(), new int[] {classes}));
    for (int i = 0; i < labels.size(); i++) {
      int label = Checks.index("oneHot", labels.shape().length, labels.values[i], classes);
      dtype.set(tensor.storage(), i * classes + label, 1);
    }
    return tensor;
  }
}
