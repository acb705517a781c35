package cycloid.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.study.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileGetsALineForEachThingBegun() {
    ProgressBar bar = bar(false);
    bar.report(0, "Adam");
    bar.report(0.2, "Adam");
    bar.report(0.5, "Muon");
    assertEquals(
        "0% Adam|50% Muon",
        String.join("|", text().lines().map(l -> l.trim().replace("  ", " ")).toList()));
  }

  @Test
  void aTerminalGetsOneLineThatIsRedrawn() {
    ProgressBar bar = bar(true);
    bar.report(0.5, "Adam");
    bar.report(0.75, "Muon");
    assertEquals(1, text().lines().filter(line -> line.contains("Muon")).count());
    assertTrue(text().contains("━".repeat(15) + "─".repeat(15) + "  50%"));
    assertTrue(!text().contains("\n"));
    bar.finish("done");
    assertTrue(text().matches("(?s).*\r\u001B\\[Kdone in \\d+\u202Fms\\R"));
  }

  @Test
  void partsAddUpToTheWhole() {
    double[] seen = new double[1];
    Progress whole = (done, what) -> seen[0] = done;
    whole.part(0.5, 1).part(0, 0.5).report(0.5, "x");
    assertEquals(0.625, seen[0]);
  }
}
