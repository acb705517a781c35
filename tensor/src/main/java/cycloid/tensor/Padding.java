package cycloid.tensor;

/** What stands beyond the ends of an axis. */
public enum Padding {
  /** A value. */
  CONSTANT {
    @Override
    int most(int extent) {
      return Integer.MAX_VALUE;
    }

    @Override
    int source(int position, int extent) {
      throw new AssertionError("not copied");
    }
  },

  /** The elements as in a mirror; the one at the end is not repeated. */
  REFLECT {
    @Override
    int most(int extent) {
      return Math.max(extent - 1, 0);
    }

    @Override
    int source(int position, int extent) {
      int mirrored = Math.abs(position);
      return mirrored < extent ? mirrored : 2 * (extent - 1) - mirrored;
    }
  },

  /** The element at the end. */
  REPLICATE {
    @Override
    int most(int extent) {
      return extent == 0 ? 0 : Integer.MAX_VALUE;
    }

    @Override
    int source(int position, int extent) {
      return Math.max(0, Math.min(position, extent - 1));
    }
  },

  /** The elements from the other end. */
  CIRCULAR {
    @Override
    int most(int extent) {
      return extent;
    }

    @Override
    int source(int position, int extent) {
      return Math.floorMod(position, extent);
    }
  };

  /** The greatest width for an extent. */
  abstract int most(int extent);

  /** The element that stands at a position, which is negative before the beginning. */
  abstract int source(int position, int extent);

  static <A extends Array<A>> A pad(A x, Padding mode, double value, int[][] widths) {
    int[] shape = x.shape();
    MovementChecks.padding(shape, widths, mode);
    return mode == CONSTANT ? constant(x, value, widths) : copied(x, mode, widths);
  }

  private static <A extends Array<A>> A copied(A x, Padding mode, int[][] widths) {
    A padded = x;
    for (int axis = 0; axis < widths.length; axis++) {
      int extent = x.size(axis);
      int before = widths[axis][0];
      int length = Shapes.sum("pad", x.shape(), before, extent, widths[axis][1]);
      if (before == 0 && length == extent) {
        continue;
      }
      int[] sources = new int[length];
      for (int i = 0; i < length; i++) {
        sources[i] = mode.source(i - before, extent);
      }
      padded = padded.gather(axis, sources);
    }
    return padded;
  }

  /** Takes away first, then puts zeros around, and the value in their place where it is another. */
  private static <A extends Array<A>> A constant(A x, double value, int[][] widths) {
    int[] shape = x.shape();
    Slice[] kept = new Slice[shape.length];
    int[][] added = new int[shape.length][];
    for (int axis = 0; axis < shape.length; axis++) {
      int before = widths[axis][0];
      int after = widths[axis][1];
      kept[axis] = Slice.of(Math.max(0, -before), shape[axis] - Math.max(0, -after));
      added[axis] = new int[] {Math.max(0, before), Math.max(0, after)};
    }
    A inner = x.slice(kept);
    A padded = inner.pad(added);
    if (value == 0) {
      return padded;
    }
    A inside = x.constant(Tensor.ones(x.dtype(), inner.shape()).pad(added));
    return inside.where(padded, x.constant(Tensor.scalar(x.dtype(), value)));
  }
}
