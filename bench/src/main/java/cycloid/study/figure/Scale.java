package cycloid.study.figure;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** A map from values to places along an axis: 0 at {@link #low}, 1 at {@link #high}. */
public sealed interface Scale permits LinearScale, LogScale {
  /** The value at place 0. */
  double low();

  /** The value at place 1. */
  double high();

  /** Returns the place of a value, NaN when it has none (zero on a logarithmic scale). */
  double place(double value);

  /** Returns at most so many labelled ticks at round values in [low, high], and perhaps unlabelled ones between. */
  List<Tick> ticks(int atMost);

  /** A scale on which equal differences have equal lengths. */
  static Scale linear(double low, double high) {
    return new LinearScale(low, high);
  }

  /** A scale on which equal ratios have equal lengths; both ends must be positive. */
  static Scale log(double low, double high) {
    return new LogScale(low, high);
  }

  /** The linear scale that just holds the finite ones of the values; [0, 1] when there are none. */
  static Scale linearOver(double[]... values) {
    double[] finite = flat(values).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      return linear(0, 1);
    }
    double low = Arrays.stream(finite).min().getAsDouble();
    double high = Arrays.stream(finite).max().getAsDouble();
    double pad = low == high ? Math.max(1, Math.abs(low)) / 2 : 0;
    return linear(low - pad, high + pad);
  }

  /** The logarithmic scale that just holds the finite positive ones of the values; [1, 10] when there are none. */
  static Scale logOver(double[]... values) {
    double[] positive = flat(values).filter(x -> x > 0 && Double.isFinite(x)).toArray();
    if (positive.length == 0) {
      return log(1, 10);
    }
    double low = Arrays.stream(positive).min().getAsDouble();
    double high = Arrays.stream(positive).max().getAsDouble();
    return low == high ? log(low / 2, high * 2) : log(low, high);
  }

  private static DoubleStream flat(double[]... values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream);
  }
}
