package cycloid.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long one call of a benchmark takes: a line of a program's output.
 *
 * @param bench what was measured, as {@code sgemm/256}
 * @param impl who did it
 * @param threads how many threads it had
 * @param ns the best time of a call, in nanoseconds
 * @param medianNs the median
 */
public record Measurement(String bench, String impl, int threads, double ns, double medianNs) {
  private static final Pattern TEXT =
      Pattern.compile("\"(bench|impl)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern NUMBER =
      Pattern.compile("\"(threads|ns|median_ns)\"\\s*:\\s*([-+.0-9eE]+)");

  /** The measurement of samples: times of a call, in nanoseconds. */
  static Measurement of(String bench, String impl, int threads, double[] samples) {
    double best = Arrays.stream(samples).min().getAsDouble();
    return new Measurement(bench, impl, threads, best, median(samples));
  }

  /** Joins rounds of the same measurement: the best of the best, the median of the medians. */
  static Measurement join(List<Measurement> rounds) {
    Measurement first = rounds.get(0);
    double best = rounds.stream().mapToDouble(Measurement::ns).min().getAsDouble();
    double median = median(rounds.stream().mapToDouble(Measurement::medianNs).toArray());
    return new Measurement(first.bench, first.impl, first.threads, best, median);
  }

  /** The middle of the values, or the mean of the two in the middle. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** How many times as long as this one the other takes, by their medians: more than 1 if this one is faster. */
  double ratioTo(Measurement other) {
    return other.medianNs / medianNs;
  }

  /** One line of JSON. */
  public String json() {
    return json("");
  }

  /** One line of JSON with more members at its end, each as {@code , "name": value}. */
  String json(String more) {
    return String.format(
        Locale.ROOT,
        "{\"bench\": \"%s\", \"impl\": \"%s\", \"threads\": %d, \"ns\": %.1f, \"median_ns\": %.1f%s}",
        bench,
        impl,
        threads,
        ns,
        medianNs,
        more);
  }

  /** Reads a line of JSON, of which members of other names are passed over; empty if it is no measurement. */
  public static Optional<Measurement> parse(String line) {
    String bench = null;
    String impl = null;
    for (Matcher text = TEXT.matcher(line); text.find(); ) {
      bench = text.group(1).equals("bench") ? text.group(2) : bench;
      impl = text.group(1).equals("impl") ? text.group(2) : impl;
    }
    int threads = 0;
    double ns = Double.NaN;
    double medianNs = Double.NaN;
    for (Matcher number = NUMBER.matcher(line); number.find(); ) {
      double value = Double.parseDouble(number.group(2));
      switch (number.group(1)) {
        case "threads" -> threads = (int) value;
        case "ns" -> ns = value;
        default -> medianNs = value;
      }
    }
    boolean complete = bench != null && impl != null && ns > 0 && medianNs > 0;
    return complete
        ? Optional.of(new Measurement(bench, impl, threads, ns, medianNs))
        : Optional.empty();
  }
}
