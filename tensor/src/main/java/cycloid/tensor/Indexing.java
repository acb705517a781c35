package cycloid.tensor;

import cycloid.simd.DType;
import java.util.Arrays;
import java.util.List;

/** Movement by indices along an axis. A contiguous tensor is seen as (outer, extent, inner) around the axis. */
final class Indexing {
  /** Runs of so many elements are copied by the JDK; for shorter ones a call costs more than a loop. */
  private static final int LONG = 16;

  /** One entry in so many is few. */
  private static final int FEW = 8;

  private Indexing() {}

  static Tensor gather(Tensor x, int axis, int[] indices) {
    int along = Checks.axis("gather", x.shape, axis);
    int extent = x.shape[along];
    int[] rows = resolved("gather", along, extent, indices);
    int[] shape = Shapes.replaced(x.shape, along, rows.length);
    Tensor out = Tensor.unwritten(x.dtype, shape, Shapes.size("gather", shape));
    if (!x.isContiguous() && (long) FEW * rows.length < extent) {
      pickFromView(x, along, rows, out);
      return out;
    }
    Tensor source = x.contiguous();
    int inner = inner(x.shape, along);
    int outer = outer(x.shape, along);
    for (int o = 0; o < outer; o++) {
      int from = source.offset + o * extent * inner;
      pick(source, from, rows, inner, out, o * rows.length * inner);
    }
    return out;
  }

  /** Few entries, without making the whole view contiguous. */
  private static void pickFromView(Tensor x, int axis, int[] rows, Tensor out) {
    for (int i = 0; i < rows.length; i++) {
      StridedCopy.copy(x.narrow(axis, rows[i], rows[i] + 1), out.narrow(axis, i, i + 1));
    }
  }

  private static void pick(Tensor x, int from, int[] rows, int inner, Tensor out, int to) {
    if (inner >= LONG) {
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(x.storage, from + rows[i] * inner, out.storage, to + i * inner, inner);
      }
    } else if (x.dtype == DType.F32) {
      pick((float[]) x.storage, from, rows, inner, (float[]) out.storage, to);
    } else {
      pick((double[]) x.storage, from, rows, inner, (double[]) out.storage, to);
    }
  }

  private static void pick(float[] x, int from, int[] rows, int inner, float[] out, int to) {
    int next = to;
    for (int row : rows) {
      for (int i = 0; i < inner; i++) {
        out[next++] = x[from + row * inner + i];
      }
    }
  }

  private static void pick(double[] x, int from, int[] rows, int inner, double[] out, int to) {
    int next = to;
    for (int row : rows) {
      for (int i = 0; i < inner; i++) {
        out[next++] = x[from + row * inner + i];
      }
    }
  }

  static Tensor scatterAdd(Tensor x, int axis, int size, int[] indices) {
    int along = Checks.axis("scatterAdd", x.shape, axis);
    IndexChecks.scattered("scatterAdd", x.shape, along, indices.length);
    int[] rows = resolved("scatterAdd", along, size, indices);
    int[] shape = Shapes.replaced(x.shape, along, size);
    Tensor out = Placement.zeros(x.dtype, shape, Shapes.size("scatterAdd", shape));
    Tensor source = x.contiguous();
    int inner = inner(x.shape, along);
    int outer = outer(x.shape, along);
    int count = rows.length * inner;
    for (int o = 0; o < outer; o++) {
      int from = source.offset + o * count;
      int to = out.offset + o * size * inner;
      if (x.dtype == DType.F32) {
        add((float[]) source.storage, from, rows, inner, (float[]) out.storage, to);
      } else {
        add((double[]) source.storage, from, rows, inner, (double[]) out.storage, to);
      }
    }
    return out;
  }

  private static void add(float[] x, int from, int[] rows, int inner, float[] out, int to) {
    int next = from;
    for (int row : rows) {
      for (int i = 0; i < inner; i++) {
        out[to + row * inner + i] += x[next++];
      }
    }
  }

  private static void add(double[] x, int from, int[] rows, int inner, double[] out, int to) {
    int next = from;
    for (int row : rows) {
      for (int i = 0; i < inner; i++) {
        out[to + row * inner + i] += x[next++];
      }
    }
  }

  static Tensor concat(Tensor first, int axis, List<Tensor> others) {
    int along = Checks.axis("concat", first.shape, axis);
    int[] extents = new int[others.size() + 1];
    extents[0] = first.shape[along];
    for (int i = 0; i < others.size(); i++) {
      Checks.concat(along, first, others.get(i), i + 1);
      extents[i + 1] = others.get(i).shape[along];
    }
    int[] shape = Shapes.replaced(first.shape, along, Shapes.sum("concat", first.shape, extents));
    Tensor out = Tensor.unwritten(first.dtype, shape, Shapes.size("concat", shape));
    int start = 0;
    for (int i = 0; i < extents.length; i++) {
      Tensor part = i == 0 ? first : others.get(i - 1);
      StridedCopy.copy(part, out.narrow(along, start, start + extents[i]));
      start += extents[i];
    }
    return out;
  }

  static int[] argMax(Tensor x, int axis) {
    int along = Checks.axis("argMax", x.shape, axis);
    Checks.notEmpty("argMax", x.shape, along);
    // With the axis last, the elements of one result are neighbours.
    Tensor rows = x.moveAxis(along, -1).contiguous();
    int extent = x.shape[along];
    int[] positions = new int[x.size / extent];
    Arrays.setAll(
        positions, row -> argMax(rows.dtype, rows.storage, rows.offset + row * extent, extent));
    return positions;
  }

  private static int argMax(DType dtype, Object values, int start, int n) {
    int best = 0;
    double greatest = dtype.get(values, start);
    for (int i = 1; i < n && greatest == greatest; i++) {
      double value = dtype.get(values, start + i);
      if (value > greatest || value != value) {
        best = i;
        greatest = value;
      }
    }
    return best;
  }

  private static int[] resolved(String op, int axis, int extent, int[] indices) {
    int[] rows = new int[indices.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Checks.index(op, axis, indices[i], extent);
    }
    return rows;
  }

  private static int outer(int[] shape, int axis) {
    return Shapes.size("outer", Arrays.copyOfRange(shape, 0, axis));
  }

  private static int inner(int[] shape, int axis) {
    return Shapes.size("inner", Arrays.copyOfRange(shape, axis + 1, shape.length));
  }
}
