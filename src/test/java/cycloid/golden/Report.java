package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cycloid.golden.GoldenOperationsTest.UnknownOperation;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What passed, failed, or was unknown, by family; failures and unknown operations by name. */
final class Report {
  private final String title;
  private final Map<String, int[]> counts = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();

  /** An empty report. */
  Report(String title) {
    this.title = title;
  }

  /** Runs a check of a case. */
  void run(GoldenCase c, Runnable check) {
    try {
      check.run();
      count(family(c), 0);
    } catch (UnknownOperation e) {
      count("unknown", 2);
      failures.add(c.name() + ": " + e.getMessage());
    } catch (RuntimeException | AssertionError e) {
      count(family(c), 1);
      failures.add(c.name() + ": " + e);
    }
  }

  private void count(String family, int column) {
    counts.computeIfAbsent(family, x -> new int[3])[column]++;
  }

  private static String family(GoldenCase c) {
    for (Family family : Catalogue.FAMILIES) {
      try {
        if (family.<Tensor>run(c.op(), c.arguments(), c.inputs()) != null) {
          return family.name();
        }
      } catch (RuntimeException e) {
        return family.name();
      }
    }
    return "unknown";
  }

  List<String> failures() {
    return failures;
  }

  /** Prints the table, and fails if anything failed. */
  void assertClean() {
    StringBuilder table = new StringBuilder();
    table.append(String.format("%-24s %8s %8s %8s%n", title, "passed", "failed", "unknown"));
    int[] sum = new int[3];
    counts.forEach((family, n) -> {
      table.append(String.format("  %-22s %8d %8d %8d%n", family, n[0], n[1], n[2]));
      for (int i = 0; i < 3; i++) {
        sum[i] += n[i];
      }
    });
    table.append(String.format("  %-22s %8d %8d %8d%n", "all", sum[0], sum[1], sum[2]));
    System.out.print(table);
    failures.forEach(failure -> System.out.println("  " + failure));
    assertEquals(List.of(), failures, title);
  }
}
