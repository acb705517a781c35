package cycloid.study.figure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Text beside things: how wide it is, and where it goes when several want the same place. */
final class Labels {
  /** Height of figure text in drawing units, as in figure.css. */
  static final double SIZE = 13;

  /** The least distance between base lines of labels that stand one above the other. */
  static final double LEADING = 15;

  private Labels() {}

  /** Returns roughly how wide a bold text is in a common sans-serif face, rather too wide than too narrow. */
  static double width(String text) {
    double ems = 0;
    for (int i = 0; i < text.length(); i++) {
      ems += ems(text.charAt(i));
    }
    return SIZE * ems;
  }

  /** The width of the widest text; 0 if there is none. */
  static <T> double widest(List<T> things, Function<T, String> text) {
    return things.stream().mapToDouble(thing -> width(text.apply(thing))).max().orElse(0);
  }

  private static double ems(char c) {
    if (" .,:;'|!ijl\u202F⁻".indexOf(c) >= 0) {
      return 0.4;
    }
    if ("mwMW%×".indexOf(c) >= 0) {
      return 1.05;
    }
    return Character.isUpperCase(c) ? 0.8 : 0.69;
  }

  /**
   * Returns places for labels as near as possible to the desired ones (least sum of squared moves), in the same order,
   * at least {@code gap} apart, within [low, high] if they fit there.
   *
   * <p>Take i gaps off the i-th place in order: now the places need only not decrease, and the answer is the isotonic
   * regression of the desired ones, found by pooling adjacent violators.
   */
  static double[] spread(double[] desired, double gap, double low, double high) {
    int n = desired.length;
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> desired[i]));
    double[] mean = new double[n];
    int[] size = new int[n];
    int pools = 0;
    for (int i = 0; i < n; i++) {
      mean[pools] = desired[order[i]] - i * gap;
      size[pools++] = 1;
      while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
        pools--;
        int both = size[pools - 1] + size[pools];
        mean[pools - 1] = (mean[pools - 1] * size[pools - 1] + mean[pools] * size[pools]) / both;
        size[pools - 1] = both;
      }
    }
    double[] placed = new double[n];
    for (int pool = 0, i = 0; pool < pools; pool++) {
      double place = Math.max(low, Math.min(high - (n - 1) * gap, mean[pool]));
      for (int k = 0; k < size[pool]; k++, i++) {
        placed[order[i]] = place + i * gap;
      }
    }
    return placed;
  }
}
