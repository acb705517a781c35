package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadmeChartTest {
  private static final Path RUN = Path.of("../docs/figures/benchmarks.jsonl");
  private static final Path CHART = Path.of("../docs/figures/benchmarks.svg");

  /**
   * The chart of the README is what a run gave: its lines, as {@code ./cycloid bench --json --peer} printed them, stand
   * beside it. What the README says is left out of the picture. Drawn anew with {@code
   * mvn test -pl bench -am -Dcycloid.draw=true}.
   */
  @Test
  void theChartIsDrawnFromARun() throws IOException {
    List<Measurement> lines = Files.readAllLines(RUN).stream()
        .map(Measurement::parse)
        .flatMap(Optional::stream)
        .toList();
    List<Pair> pairs = Pair.of(lines).stream()
        .filter(pair -> !pair.label().matches("sgemm_.*|dgemm.*|mlp_step_sgdm.*|.*adamw_default.*"))
        .toList();
    assertFalse(pairs.isEmpty());
    String drawn = Charts.ratios(pairs).file();
    if (Boolean.getBoolean("cycloid.draw")) {
      Files.writeString(CHART, drawn);
    }
    assertEquals(Files.readString(CHART), drawn);
  }
}
