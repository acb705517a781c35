package cycloid.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.bench.Catalogue;
import cycloid.bench.Measurement;
import cycloid.bench.Task;
import cycloid.optim.Optimizers;
import cycloid.optim.Rule;
import cycloid.simd.Simd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    return Main.run(
        List.of(words),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String firstLine(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }

  @Test
  void anUnknownCommandIsAnsweredByTheUsage() {
    assertEquals(2, run("dance"));
    assertEquals("cycloid: unknown command dance", firstLine(err));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("usage: cycloid COMMAND"));
    assertEquals(0, out.size());
  }

  @Test
  void anUnknownOptionIsAnsweredByTheUsageOfItsCommand() {
    assertEquals(2, run("info", "--loud"));
    assertEquals("cycloid info: unknown option --loud", firstLine(err));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("usage: cycloid info [--help]"));
    assertEquals(0, out.size());
  }

  @Test
  void aWordTooManyIsAnsweredByTheUsage() {
    assertEquals(2, run("info", "please"));
    assertEquals("cycloid info: unexpected argument please", firstLine(err));
  }

  @Test
  void noCommandIsAnsweredByTheUsage() {
    assertEquals(2, run());
    assertEquals("cycloid: a command is needed", firstLine(err));
  }

  @Test
  void helpIsNoError() {
    assertEquals(0, run("--help"));
    assertEquals("usage: cycloid COMMAND [OPTION...]", firstLine(out));
    out.reset();
    assertEquals(0, run("info", "--help"));
    assertEquals("usage: cycloid info [--help]", firstLine(out));
    assertEquals(0, err.size());
  }

  @Test
  void optimizersArePrintedWithTheirEquationsAndDefaults() {
    assertEquals(0, run("optimizers"));
    String text = out.toString(StandardCharsets.UTF_8);
    for (Rule rule : Optimizers.all()) {
      assertTrue(text.contains("\n" + rule.name() + "   "), rule.name());
      rule.equations()
          .forEach(e ->
              e.text().lines().forEach(line -> assertTrue(text.contains("    " + line), line)));
    }
    assertTrue(text.contains("beta1 = 0.9, beta2 = 0.999, eps = 1e-8"), text);
  }

  @Test
  void studyRefusesAPlaceThatItCannotWriteTo(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");
    assertEquals(1, run("study", "--out", file.toString()));
    assertEquals(
        "cycloid study: --out must be a directory that can be written; got " + file,
        firstLine(err));
  }

  @Test
  void studyOptionsAreChecked() {
    assertEquals(2, run("study", "--quick", "--out"));
    assertEquals("cycloid study: option --out needs a value: --out DIR", firstLine(err));
    assertEquals(0, run("study", "--help"));
    assertEquals("usage: cycloid study [--quick] [--out DIR] [--help]", firstLine(out));
  }

  @Test
  void benchOptionsAreChecked() {
    assertEquals(2, run("bench", "--loud"));
    assertEquals("cycloid bench: unknown option --loud", firstLine(err));
    err.reset();
    assertEquals(2, run("bench", "--threads", "0"));
    assertEquals(
        "cycloid bench: option --threads must be a number in [1, 1024]; got 0", firstLine(err));
    err.reset();
    assertEquals(2, run("bench", "--time", "soon"));
    assertEquals(
        "cycloid bench: option --time must be a number in [0.001, 3600]; got soon", firstLine(err));
    err.reset();
    assertEquals(2, run("bench", "no such name"));
    assertEquals(
        "cycloid bench: a name must contain the filter; got no such name; --list has the names, with --all all of them",
        firstLine(err));
  }

  @Test
  void anotherJdkMustBeOne(@TempDir Path folder) {
    assertEquals(2, run("bench", "--jdk", folder.toString()));
    assertEquals(
        "cycloid bench: option --jdk must be the folder of a JDK, or its java, without --peer; got "
            + folder,
        firstLine(err));
  }

  @Test
  void benchListsItsNames() {
    assertEquals(0, run("bench", "--list"));
    assertEquals(
        Catalogue.tasks().stream().map(Task::name).toList(),
        out.toString(StandardCharsets.UTF_8).lines().toList());
    assertEquals(0, run("bench", "--list", "--all"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("log_sigmoid_f64/1000"));
  }

  @Test
  void benchRefusesAPlaceThatItCannotWriteTo(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "mine");
    assertEquals(1, run("bench", "--out", file.toString(), "^sgemm/16$"));
    assertEquals(
        "cycloid bench: --out must be a directory that can be written; got " + file,
        firstLine(err));
  }

  @Test
  void benchWritesItsReportWhereItIsAskedTo(@TempDir Path directory) throws IOException {
    String place = directory.resolve("new").toString();
    assertEquals(0, run("bench", "--out", place, "--time", "0.01", "^sgemm/16$"));
    assertTrue(Files.readString(Path.of(place, "index.html")).contains("sgemm/16"));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(Path.of(place, "index.html").toString(), lines.get(lines.size() - 1));
    assertTrue(lines.get(1).startsWith("sgemm/16 "), lines.get(1));
  }

  @Test
  void benchPrintsAMeasurementALine() {
    assertEquals(0, run("bench", "--json", "--time", "0.01", "^sgemm/16$"));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(1, lines.size());
    Measurement measured = Measurement.parse(lines.get(0)).orElseThrow();
    assertEquals("sgemm/16", measured.bench());
    assertEquals("cycloid", measured.impl());
    assertEquals(1, measured.threads());
    assertTrue(measured.ns() <= measured.medianNs());
  }

  @Test
  void infoNamesTheProviderAndItsReason() {
    assertEquals(0, run("info"));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.matches("(?s)provider +(vector|scalar)\\R.*"), text);
    assertTrue(text.contains(Simd.reason()), text);
    assertTrue(text.contains(System.getProperty("java.vm.name")), text);
  }
}
