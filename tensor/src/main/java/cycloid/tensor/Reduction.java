package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a reduction computes along its axes. */
public enum Reduction {
  /** The sum; 0 for nothing. */
  SUM("sum(x)", "(%s + %s)"),
  /** The greatest element; NaN when there is one; an error for nothing. */
  MAX("max(x)", "max(%s, %s)"),
  /** The least element; NaN when there is one; an error for nothing. */
  MIN("min(x)", "min(%s, %s)");

  /** How many rows {@link #tree} combines. */
  static final int TREE = 8;

  private final Equation fold;
  private final Equation pair;
  private final Equation tree;
  private final String[] treeArrays;
  private final Kernel[] folds = new Kernel[DType.values().length];
  private final Kernel[] pairs = new Kernel[DType.values().length];
  private final Kernel[] trees = new Kernel[DType.values().length];

  Reduction(String fold, String combination) {
    String[] rows = IntStream.range(0, TREE).mapToObj(i -> "x" + i).toArray(String[]::new);
    this.fold = Equation.parse("y = " + fold);
    this.pair = Equation.parse("y = " + String.format(combination, "y", "x"));
    this.tree = Equation.parse(
        "y = " + String.format(combination, "y", balanced(combination, rows, 0, TREE)));
    this.treeArrays = Stream.concat(Stream.of("y"), Stream.of(rows)).toArray(String[]::new);
  }

  private static String balanced(String combination, String[] rows, int from, int to) {
    int middle = (from + to) >>> 1;
    return to - from == 1
        ? rows[from]
        : String.format(
            combination,
            balanced(combination, rows, from, middle),
            balanced(combination, rows, middle, to));
  }

  /** The name in error texts. */
  String op() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reduces the lanes of a row x to one value y; arrays x, y. */
  Kernel fold(DType dtype) {
    return kernel(folds, fold, dtype, "x", "y");
  }

  /** Combines a row x into y; arrays y, x. */
  Kernel pair(DType dtype) {
    return kernel(pairs, pair, dtype, "y", "x");
  }

  /** Combines rows x0, x1, ... into y, as a balanced tree; arrays y, x0, x1, ... */
  Kernel tree(DType dtype) {
    return kernel(trees, tree, dtype, treeArrays);
  }

  /** Kept here, a global cache costs too much for small tensors; two threads may both look it up and agree. */
  private static Kernel kernel(Kernel[] known, Equation equation, DType dtype, String... arrays) {
    Kernel kernel = known[dtype.ordinal()];
    if (kernel == null) {
      kernel = Kernel.of(equation, dtype, arrays);
      known[dtype.ordinal()] = kernel;
    }
    return kernel;
  }
}
