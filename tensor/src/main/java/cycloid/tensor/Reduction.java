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

  /** Reduces the lanes of a row x to one value y. */
  Kernel fold(DType dtype) {
    return Kernel.of(fold, dtype, "x", "y");
  }

  /** Combines a row x into y. */
  Kernel pair(DType dtype) {
    return Kernel.of(pair, dtype, "y", "x");
  }

  /** Combines rows x0, x1, ... into y, as a balanced tree. */
  Kernel tree(DType dtype) {
    return Kernel.of(tree, dtype, treeArrays);
  }
}
