package cycloid.train;

import cycloid.autodiff.data.Dataset;
import cycloid.simd.DType;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import cycloid.tensor.io.Csv;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** What there is to learn: tables that come with the program, a user's table, or arithmetic. */
final class Problems {
  /** The tables that come with the program, see {@code attribution.txt} beside them. */
  private static final List<String> TABLES = List.of("digits", "breast_cancer", "wine", "diabetes");

  private static final String ADDITION = "addition97";

  /** More different whole numbers than this in the last column are measurements, not classes. */
  private static final int MOST_CLASSES = 100;

  /** The share of a table that is learned from. */
  private static final double SHARE = 0.8;

  private Problems() {}

  /** The names that {@link #load} knows, for a help text. */
  static String names() {
    return String.join("|", TABLES) + "|" + ADDITION + "|FILE.csv";
  }

  /**
   * Loads examples.
   *
   * <p>In a table the last column is what the others should give: classes, if it holds the whole numbers from 0 on and no
   * more than {@value #MOST_CLASSES} of them, otherwise a number to predict. {@value #ADDITION} are all sums of two numbers
   * modulo 97, as tokens; half of them are learned from.
   *
   * @param name one of the tables' names, or a file
   * @throws IOException if the file cannot be read, or is no table of numbers
   */
  static Problem load(String name) throws IOException {
    if (name.equals(ADDITION)) {
      return addition(97);
    }
    if (TABLES.contains(name)) {
      try (InputStream in = Problems.class.getResourceAsStream("/cycloid/data/" + name + ".csv")) {
        return of(name, Csv.read(in, name + ".csv", ',', true));
      }
    }
    if (!name.endsWith(".csv")) {
      throw new IllegalArgumentException("data: must be one of " + names() + "; got " + name);
    }
    return of(name, Csv.read(Path.of(name)));
  }

  private static Problem of(String name, Csv.Table csv) {
    Tensor table = csv.values();
    if (table.size(0) < 5 || table.size(1) < 2) {
      throw new IllegalArgumentException(
          "data: a table must have at least 5 rows and 2 columns; got " + table.size(0)
              + " rows and " + table.size(1) + " columns in " + name);
    }
    if (!Double.isFinite(table.sum().item())) {
      throw new IllegalArgumentException(
          "data: a table must hold finite numbers only; got NaN or infinity in " + name);
    }
    Tensor inputs = table.slice(Slice.all(), Slice.to(-1)).to(DType.F32);
    Tensor targets = table.select(1, -1).to(DType.F32);
    int classes = classes(targets);
    Dataset examples =
        classes > 0 ? Dataset.of(inputs, labels(targets)) : Dataset.of(inputs, targets);
    return new Problem(name, examples, classes, 0, arePixels(csv.names()), SHARE);
  }

  /** Whether the features are named by row and column, as p07. */
  private static boolean arePixels(List<String> names) {
    return names.subList(0, names.size() - 1).stream().allMatch(name -> name.matches("p\\d\\d+"));
  }

  /** How many classes the targets name; 0 if they are no classes. */
  private static int classes(Tensor targets) {
    double most = targets.max().item();
    boolean whole = targets.round().arrayEqual(targets);
    boolean few = targets.min().item() >= 0 && most < MOST_CLASSES;
    return whole && few ? (int) most + 1 : 0;
  }

  private static int[] labels(Tensor targets) {
    float[] values = targets.toFloatArray();
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) values[i];
    }
    return labels;
  }

  /** All pairs (a, b) below a modulus, and the token "=" after them; the target is their sum by the modulus. */
  private static Problem addition(int modulus) {
    int count = modulus * modulus;
    float[] pairs = new float[3 * count];
    int[] sums = new int[count];
    for (int i = 0; i < count; i++) {
      pairs[3 * i] = i / modulus;
      pairs[3 * i + 1] = i % modulus;
      pairs[3 * i + 2] = modulus;
      sums[i] = (i / modulus + i % modulus) % modulus;
    }
    Dataset examples = Dataset.of(Tensor.wrap(pairs, count, 3), sums);
    return new Problem(ADDITION, examples, modulus, modulus + 1, true, 0.5);
  }
}
