package cycloid.autodiff;

import static cycloid.autodiff.Sample.moved;
import static cycloid.autodiff.Sample.numbers;
import static cycloid.autodiff.Sample.permuted;

import cycloid.tensor.Indices;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;

/** Indexing, squared so that there is a second derivative. */
final class IndexingSamples {
  private static final Indices SQUARE = Indices.of(new int[] {2, 2}, 0, -1, 1, 1);
  private static final Tensor MASK = Tensor.of(new double[][] {{1, 0, 1}, {0, 0, 1}});

  private IndexingSamples() {}

  static void add(List<Sample> samples) {
    moved(
        samples,
        "index",
        x -> x.index(Slice.at(-1), Slice.newAxis(), Slice.ellipsis(), Slice.step(-2)),
        2,
        3,
        4);
    moved(samples, "take", x -> x.take(SQUARE), 2, 3);
    moved(samples, "take", x -> x.take(SQUARE, Indices.of(2, 0)), 2, 3, 2);
    moved(samples, "takeAlong", x -> x.takeAlong(1, SQUARE), 2, 3);
    moved(samples, "takeAlong", x -> x.takeAlong(0, Indices.of(new int[] {3, 1}, 1, 1, 0)), 2, 3);
    moved(samples, "gather", x -> x.gather(0, SQUARE), 2, 3);
    moved(samples, "maskedSelect", x -> x.maskedSelect(x.constant(MASK.to(x.dtype()))), 2, 3);
    moved(samples, "maskedFill", x -> x.maskedFill(x.constant(MASK.to(x.dtype())), 0.5), 2, 3);
    two(samples, "put", (x, y) -> x.put(y, Indices.of(2, 0)), new int[] {2, 4});
    two(samples, "put", (x, y) -> x.put(y, Indices.of(2, 2), Indices.of(0, -1)), new int[] {2});
    two(samples, "indexAdd", (x, y) -> x.indexAdd(0, new int[] {2, 2, 0}, y), new int[] {3, 4});
    two(samples, "scatter", (x, y) -> x.scatter(1, SQUARE, y), new int[] {2, 3});
    two(samples, "scatterAdd", (x, y) -> x.scatterAdd(1, SQUARE, y), new int[] {2, 2});
  }

  /** A function of a (3, 4) array and another. */
  private static void two(
      List<Sample> samples, String name, BinaryOperator<Variable> f, int[] shape) {
    Tensor other = numbers(-2, 1, shape);
    samples.add(new Sample(
        name, x -> f.apply(x.get(0), x.get(1)).square(), List.of(numbers(-1, 2, 3, 4), other)));
    samples.add(new Sample(
        name, x -> f.apply(x.get(0), x.get(1)).square(), List.of(permuted(-1, 2, 3, 4), other)));
  }
}
