package cycloid.autodiff;

import static cycloid.autodiff.Sample.moved;
import static cycloid.autodiff.Sample.numbers;

import cycloid.tensor.Tensor;
import java.util.List;

/** Order and running combinations, of numbers well apart, so that their order stays. */
final class OrderSamples {
  private OrderSamples() {}

  static void add(List<Sample> samples) {
    moved(samples, "sort", x -> x.sort(1), 2, 4);
    moved(samples, "sort", x -> x.sort(0, true).values(), 3, 4);
    moved(samples, "topK", x -> x.topK(1, 2, true).values(), 2, 4);
    moved(samples, "topK", x -> x.topK(-1, 3, false).values(), 2, 4);
    moved(samples, "maxWithIndex", x -> x.maxWithIndex(1, false).values(), 2, 4);
    moved(samples, "minWithIndex", x -> x.minWithIndex(0, true).values(), 3, 4);
    moved(samples, "median", x -> x.median(), 3, 4);
    moved(samples, "median", x -> x.median(0, 1), 3, 5, 2);
    moved(samples, "quantile", x -> x.quantile(0.3, new int[] {1}, true), 3, 4);
    moved(samples, "unique", x -> x.unique(), 2, 3);
    moved(samples, "meshgrid", x -> x.meshgrid(List.of(x)).get(1), 3);
    moved(samples, "cumsum", x -> x.cumsum(1), 2, 4);
    moved(samples, "cumsum", x -> x.cumsum(0), 3, 4);
    moved(samples, "cumprod", x -> x.cumprod(1), 2, 5);
    samples.add(
        new Sample("cumprod", x -> x.get(0).cumprod(0), List.of(Tensor.of(2, 0, -1.5, 3, 0, 1))));
    moved(samples, "logCumSumExp", x -> x.logCumSumExp(0), 5, 2);
    moved(samples, "cummax", x -> x.cummax(1).values(), 2, 5);
    moved(samples, "cummin", x -> x.cummin(0).values(), 5, 2);
    moved(samples, "diff", x -> x.diff(1, 2), 2, 5);
    moved(samples, "diff", x -> x.diff(0, 1), 3, 2);
    moved(samples, "diagonal", x -> x.diagonal(), 3, 4);
    moved(samples, "diagonal", x -> x.diagonal(-1, 0, 2), 3, 2, 4);
    moved(samples, "diagEmbed", x -> x.diagEmbed(), 2, 3);
    moved(samples, "diagEmbed", x -> x.diagEmbed(1, 0, -1), 2, 3);
    moved(samples, "trace", x -> x.trace(), 3, 3);
    moved(samples, "tril", x -> x.tril(1), 3, 4);
    moved(samples, "triu", x -> x.triu(-1), 2, 3, 4);
    samples.add(new Sample(
        "meshgrid",
        x -> x.get(0).meshgrid(List.of(x.get(1))).get(0).mul(x.get(1)),
        List.of(numbers(-1, 1, 3), numbers(0, 2, 2))));
  }
}
