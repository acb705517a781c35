package cycloid.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    return Main.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8),
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
  void infoNamesTheProviderAndItsReason() {
    assertEquals(0, run("info"));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.matches("(?s)provider +(vector|scalar)\\R.*"), text);
    assertTrue(text.contains(cycloid.simd.Simd.reason()), text);
    assertTrue(text.contains(System.getProperty("java.vm.name")), text);
  }
}
