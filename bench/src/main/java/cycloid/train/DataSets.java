package cycloid.train;

import cycloid.simd.DType;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import cycloid.tensor.io.Csv;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Where examples come from: tables that come with the program, a user's table, or arithmetic. */
final class DataSets {
  /** The tables that come with the program, see {@code attribution.txt} beside them. */
  private static final List<String> TABLES = List.of("digits", "breast_cancer", "wine", "diabetes");

  private static final String ADDITION = "addition97";

  /** More different whole numbers than this in the last column are measurements, not classes. */
  private static final int MOST_CLASSES = 100;

  private static final double TRAINING = 0.8;

  private DataSets() {}

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
  static DataSet load(String name) throws IOException {
    if (name.equals(ADDITION)) {
      return addition(97);
    }
    if (TABLES.contains(name)) {
      try (InputStream in = DataSets.class.getResourceAsStream("/cycloid/data/" + name + ".csv")) {
        return of(name, Csv.read(in, name + ".csv", ',', true).values());
      }
    }
    if (!name.endsWith(".csv")) {
      throw new IllegalArgumentException("data: must be one of " + names() + "; got " + name);
    }
    return of(name, Csv.read(Path.of(name)).values());
  }

  private static DataSet of(String name, Tensor table) {
    if (table.size(0) < 2 || table.size(1) < 2) {
      throw new IllegalArgumentException(
          "data: a table must have at least 2 rows and 2 columns; got " + table.size(0)
              + " rows and " + table.size(1) + " columns in " + name);
    }
    if (!Double.isFinite(table.sum().item())) {
      throw new IllegalArgumentException(
          "data: a table must hold finite numbers only; got NaN or infinity in " + name);
    }
    Tensor inputs = table.slice(Slice.all(), Slice.to(-1)).to(DType.F32);
    Tensor targets = table.select(1, -1).to(DType.F32);
    return new DataSet(name, inputs, targets, classes(targets), 0, TRAINING);
  }

  /** How many classes the targets name; 0 if they are no classes. */
  private static int classes(Tensor targets) {
    double most = targets.max().item();
    boolean whole = targets.round().arrayEqual(targets);
    boolean few = targets.min().item() >= 0 && most < MOST_CLASSES;
    return whole && few ? (int) most + 1 : 0;
  }

  /** All pairs (a, b) below a modulus, and the token "=" after them; the target is their sum by the modulus. */
  private static DataSet addition(int modulus) {
    int count = modulus * modulus;
    float[] pairs = new float[3 * count];
    float[] sums = new float[count];
    for (int i = 0; i < count; i++) {
      pairs[3 * i] = i / modulus;
      pairs[3 * i + 1] = i % modulus;
      pairs[3 * i + 2] = modulus;
      sums[i] = (i / modulus + i % modulus) % modulus;
    }
    return new DataSet(
        ADDITION,
        Tensor.wrap(pairs, count, 3),
        Tensor.wrap(sums, count),
        modulus,
        modulus + 1,
        0.5);
  }
}
