package cycloid.bench;

import cycloid.study.figure.Axis;
import cycloid.study.figure.BarChart;
import cycloid.study.figure.Figure;
import cycloid.study.figure.Scale;
import cycloid.study.figure.ScatterPlot;
import cycloid.study.figure.Series;
import cycloid.study.markup.Numbers;
import cycloid.study.page.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as pictures. */
public final class Charts {
  private static final int FASTER = 1; // colours
  private static final int SLOWER = 2;
  private static final double ROOM = 1.3; // beyond the farthest point, on logarithmic axes

  /** The colour of points in the roofline plot; families of other names have the last. */
  private static final List<String> COLOURED = List.of(
      "mlp|cnn|transformer", "sgemm", "dgemm", "softmax|layer_norm|sum_axis0", "adamw|muon|newton");

  private Charts() {}

  /** How many times as fast as the peer, a bar each; longer to the right is better, to the left is slower. */
  public static Figure ratios(List<Pair> pairs) {
    String peer = pairs.isEmpty() ? "the peer" : pairs.get(0).peer().impl();
    long won = pairs.stream().filter(pair -> pair.ratio() >= 1).count();
    List<BarChart.Row> rows = pairs.stream()
        .map(pair -> new BarChart.Row(
            pair.label(), pair.ratio() >= 1 ? FASTER : SLOWER, pair.ratio(), times(pair.ratio())))
        .toList();
    double[] values = pairs.stream().mapToDouble(Pair::ratio).toArray();
    Scale reach = Scale.logOver(values, new double[] {0.5, 2});
    return new BarChart(
        "Times as fast as " + peer,
        Words.of(
            "Bars of speed relative to {peer}, the same work in the same run: {won} of {all} at least as fast.",
            "peer",
            peer,
            "won",
            won,
            "all",
            pairs.size()),
        new Axis("times as fast as " + peer, reach),
        1,
        rows);
  }

  /** The part of its limit that each task reaches. */
  static Figure ofLimits(List<Row> rows) {
    List<BarChart.Row> bars = rows.stream()
        .map(row -> new BarChart.Row(
            row.task().name(),
            FASTER,
            row.ofLimit(),
            Numbers.percent(row.ofLimit(), 0) + " " + row.limit().resource()))
        .toList();
    return new BarChart(
        "Part of the machine's limit",
        "Bars of the least possible time by the measured one; 1 is the limit.",
        new Axis("part of the limit", Scale.linear(0, 1)),
        0,
        bars);
  }

  /** Work a byte against work a second, under the roofs of the machine. */
  static Figure roofline(List<Row> rows, Limits limits) {
    Map<String, List<Row>> families = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.task().cost().flops() > 0) {
        families.computeIfAbsent(group(row.task()), name -> new ArrayList<>()).add(row);
      }
    }
    List<Series> groups = new ArrayList<>();
    families.forEach((name, family) -> groups.add(Series.of(
        name,
        colour(name),
        family.stream().mapToDouble(row -> row.task().cost().intensity()).toArray(),
        family.stream().mapToDouble(Row::gigaflops).toArray())));
    double[] x = groups.stream().flatMapToDouble(one -> Arrays.stream(one.x())).toArray();
    double[] y = groups.stream().flatMapToDouble(one -> Arrays.stream(one.y())).toArray();
    Scale across = wider(Scale.logOver(x, new double[] {0.1, 5000}));
    Scale up = wider(Scale.logOver(y, new double[] {limits.single().peak()}));
    return new ScatterPlot(
        "Roofline",
        Words.of(
            "Operations a second over operations a byte, under the measured roofs: {single} GFLOP/s float, {full} double.",
            "single",
            Numbers.fixed(limits.single().peak(), 0),
            "full",
            Numbers.fixed(limits.full().peak(), 0)),
        new Axis("operations a byte", across),
        new Axis("GFLOP/s", up),
        roofs(limits, across),
        groups);
  }

  private static List<Series> roofs(Limits limits, Scale across) {
    List<Bandwidth> bandwidths = limits.bandwidths();
    double cache = bandwidths.get(0).reading();
    double memory = bandwidths.get(bandwidths.size() - 1).reading();
    double end = across.high();
    return List.of(
        roof("float", 0, across.low(), limits.single().peak(), cache, end),
        roof("double", 0, across.low(), limits.full().peak(), cache, end),
        roof(
            "memory",
            0,
            across.low(),
            limits.single().peak(),
            memory,
            limits.single().peak() / memory));
  }

  /** Rises with the bandwidth to the peak, and stays there. */
  private static Series roof(
      String label, int colour, double from, double peak, double bandwidth, double to) {
    double ridge = peak / bandwidth;
    double[] x = to > ridge ? new double[] {from, ridge, to} : new double[] {from, to};
    double[] y = new double[x.length];
    Arrays.setAll(y, i -> Math.min(peak, x[i] * bandwidth));
    return Series.of(label, colour, x, y);
  }

  /** The family; products of all forms are one. */
  private static String group(Task task) {
    return task.family().replaceFirst("_(nt|tn|tt)$", "");
  }

  private static Scale wider(Scale scale) {
    return Scale.log(scale.low() / ROOM, scale.high() * ROOM);
  }

  private static int colour(String family) {
    for (int colour = 0; colour < COLOURED.size(); colour++) {
      if (family.matches("(" + COLOURED.get(colour) + ").*")) {
        return colour;
      }
    }
    return COLOURED.size();
  }

  /** A ratio as people read it: "0.87×", "3.1×", "24×". */
  static String times(double ratio) {
    return Numbers.fixed(ratio, ratio < 0.995 ? 2 : ratio < 9.95 ? 1 : 0) + "×";
  }
}
