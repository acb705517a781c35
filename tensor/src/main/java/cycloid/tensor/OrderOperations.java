package cycloid.tensor;

/**
 * Order: sorting, extremes with their places, quantiles. NaN counts as greater than infinity, -0 as equal to 0, and equal
 * elements keep their order. Elements pass their gradients back to where they came from; places have none.
 *
 * @param <A> the kind of array
 */
public interface OrderOperations<A extends Array<A>> extends Primitives<A> {

  // ---- sorting

  /** The positions along an axis of its elements in ascending order. */
  default Indices argSort(int axis) {
    return argSort(axis, false);
  }

  /**
   * The positions along an axis of its elements in order.
   *
   * <pre>
   * Formula:   takeAlong(axis, argSort(axis, descending)) is sorted
   * Shapes:    that of x
   * Edge:      NaN stands last, or first when descending; the sort is stable in both directions
   * </pre>
   */
  default Indices argSort(int axis, boolean descending) {
    int[] shape = shape();
    int along = Checks.axis("argSort", shape, axis);
    Tensor rows = value().moveAxis(along, -1);
    int[] order = Sorting.argSort(rows, shape[along], descending);
    return Ordering.movedBack(order, rows.shape, along);
  }

  /** The elements along an axis in ascending order. */
  default A sort(int axis) {
    return sort(axis, false).values();
  }

  /** The elements along an axis in order, and where they stood; see {@link #argSort(int, boolean)}. */
  default Selected<A> sort(int axis, boolean descending) {
    Indices order = argSort(axis, descending);
    return new Selected<>(self().takeAlong(axis, order), order);
  }

  /**
   * The k greatest elements along an axis, the greatest first, or the k least, the least first; and where they stood.
   *
   * <pre>
   * Shapes:    the extent along the axis becomes k
   * Errors:    IllegalArgumentException when k is negative or exceeds the extent
   * </pre>
   */
  default Selected<A> topK(int axis, int k, boolean largest) {
    int[] shape = shape();
    int along = Checks.axis("topK", shape, axis);
    Checks.range("topK", "k", k, 0, shape[along]);
    Tensor rows = value().moveAxis(along, -1);
    int[] order = Sorting.first(rows, shape[along], k, largest);
    int[] kept = Shapes.replaced(rows.shape, shape.length - 1, k);
    Indices first = Ordering.movedBack(order, kept, along);
    return new Selected<>(self().takeAlong(along, first), first);
  }

  // ---- extremes and their places

  /**
   * The greatest element along an axis and where it stands; of equal ones the first, which alone has the gradient.
   *
   * <pre>
   * Edge:      NaN is greatest
   * Errors:    IllegalArgumentException when the axis is empty
   * </pre>
   */
  default Selected<A> maxWithIndex(int axis, boolean keepDims) {
    int along = Checks.axis("maxWithIndex", shape(), axis);
    return Ordering.selected(self(), along, value().argMax(along), keepDims);
  }

  /** The least element along an axis and where it stands; of equal ones the first; NaN is least. */
  default Selected<A> minWithIndex(int axis, boolean keepDims) {
    int along = Checks.axis("minWithIndex", shape(), axis);
    return Ordering.selected(self(), along, value().argMin(along), keepDims);
  }

  // ---- quantiles

  /** The median over the given axes, or over all: of an even number of elements the mean of the two in the middle. */
  default A median(int... axes) {
    return quantile(0.5, axes, false);
  }

  /**
   * The number that a part q of the elements lies below, interpolated between the two nearest.
   *
   * <pre>
   * Formula:   out = s[i] + t * (s[i + 1] - s[i]), s sorted, i + t = q * (n - 1), 0 &lt;= t &lt; 1
   * Edge:      NaN counts as greatest, it does not spread
   * Errors:    IllegalArgumentException when q is not in [0, 1], or there is no element
   * </pre>
   *
   * @param axes the axes that are reduced; all when there are none
   */
  default A quantile(double q, int[] axes, boolean keepDims) {
    int[] shape = shape();
    int[] along = Checks.reduced("quantile", shape, axes);
    int n = ProductChecks.quantile(q, shape, along);
    A sorted = Ordering.together(self(), along).sort(-1);
    double place = q * (n - 1);
    int below = (int) Math.floor(place);
    A low = sorted.select(-1, below);
    A value = place == below ? low : low.lerp(sorted.select(-1, below + 1), place - below);
    return value.reshape(Shapes.reduced(shape, along, keepDims));
  }

  // ---- sorted numbers

  /**
   * Where numbers would be inserted into these ascending rows: before equal ones, or after them when {@code right}.
   *
   * <pre>
   * Shapes:    this (n), values any shape -&gt; that shape, from 0 to n; or this (..., n), values (..., m), a row for each
   * Errors:    IllegalArgumentException when shapes do not fit
   * </pre>
   */
  default Indices searchSorted(A values, boolean right) {
    return Ordering.search(value(), values.value(), right);
  }

  /** The different elements in ascending order, as a vector; where they first stand has their gradient. */
  default A unique() {
    Unique unique = Unique.of(value());
    return self().flatten().gather(0, unique.first());
  }

  /**
   * How many elements fall between neighbouring edges; the last interval includes its end, others are left out.
   *
   * <pre>
   * Shapes:    edges ascending (n + 1) -&gt; (n)
   * Errors:    IllegalArgumentException when edges is no vector of two or more
   * </pre>
   */
  default Indices histogram(A edges) {
    ProductChecks.edges(edges);
    double[] values = value().toDoubleArray();
    int[] places = Sorting.search(edges.value(), values, true);
    double last = edges.value().get(-1);
    int[] counts = new int[edges.value().size - 1];
    for (int i = 0; i < values.length; i++) {
      int place = values[i] == last ? counts.length : places[i];
      if (place > 0 && place <= counts.length) {
        counts[place - 1]++;
      }
    }
    return Indices.of(counts);
  }

  /** As {@link #histogram(Array)}, with intervals of equal length from low to high. */
  default Indices histogram(int intervals, double low, double high) {
    Checks.range("histogram", "intervals", intervals, 1, Integer.MAX_VALUE - 1);
    return histogram(constant(Tensor.linspace(dtype(), low, high, intervals + 1)));
  }
}
