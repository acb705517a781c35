package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Linear algebra against LAPACK (through NumPy and SciPy), optax, authors' code and 50-digit arithmetic.
 *
 * <p>A case is checked by what it holds: the beginning of its name says what was computed, the names of its tensors what is
 * expected. An expected tensor that nothing looks at is a failure.
 */
class LinalgGoldenTest {
  private static final String FILE = "linalg";
  private static final Map<String, int[]> COUNTS = new TreeMap<>();

  static Stream<GoldenFile.Case> cases() {
    return GoldenFile.cases(FILE).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theResultsAreTheReferences(GoldenFile.Case golden) {
    LinalgCase linalg = new LinalgCase(golden);
    int[] counts = COUNTS.computeIfAbsent(linalg.kind(), kind -> new int[3]);
    linalg.check();
    counts[linalg.unknown().isEmpty() ? linalg.faults().isEmpty() ? 0 : 1 : 2]++;
    assertEquals(List.of(), linalg.unknown(), golden + ": nothing checks these");
    assertEquals(List.of(), linalg.faults(), golden.name());
  }

  @AfterAll
  static void report() {
    StringBuilder text = new StringBuilder("golden linear algebra: passed, failed, unknown\n");
    COUNTS.forEach((kind, counts) ->
        text.append(String.format("  %-24s %4d %4d %4d%n", kind, counts[0], counts[1], counts[2])));
    System.out.print(text);
  }
}
