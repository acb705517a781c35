package cycloid.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Options OPTIONS =
      new Options().flag("--quick", "fewer seeds").value("--out", "DIR", "where to write");

  private static String error(String... words) {
    return assertThrows(UsageException.class, () -> OPTIONS.read(List.of(words)))
        .getMessage();
  }

  @Test
  void flagsAndValuesAreRead() throws UsageException {
    Options.Given given = OPTIONS.read(List.of("--out", "a", "--quick"));
    assertTrue(given.has("--quick"));
    assertEquals("a", given.value("--out", "b"));
    assertEquals("c=d", OPTIONS.read(List.of("--out=c=d")).value("--out", "b"));
  }

  @Test
  void whatIsNotGivenHasItsDefault() throws UsageException {
    Options.Given given = OPTIONS.read(List.of());
    assertFalse(given.has("--quick"));
    assertEquals("b", given.value("--out", "b"));
  }

  @Test
  void faultsAreNamed() {
    assertEquals("unknown option --fast", error("--fast"));
    assertEquals("unknown option -q", error("-q"));
    assertEquals("unexpected argument x", error("x"));
    assertEquals("option --out needs a value: --out DIR", error("--out"));
    assertEquals("option --out needs a value: --out DIR", error("--out", "--quick"));
    assertEquals("option --out needs a value: --out DIR", error("--out="));
    assertEquals("option --quick takes no value; got --quick=yes", error("--quick=yes"));
  }

  @Test
  void oneWordMayBeAnArgument() throws UsageException {
    Options options = new Options().argument("FILTER", "a part of a name").flag("--json", "lines");
    assertEquals("a", options.read(List.of("--json", "a")).value("FILTER", ""));
    assertEquals("", options.read(List.of("--json")).value("FILTER", ""));
    assertEquals(
        "unexpected argument b",
        assertThrows(UsageException.class, () -> options.read(List.of("a", "b")))
            .getMessage());
    assertEquals("[--json] [--help] [FILTER]", options.forms());
  }

  @Test
  void numbersMustBeInRange() throws UsageException {
    Options options = new Options().value("--threads", "N", "threads");
    assertEquals(2, options.read(List.of("--threads", "2")).count("--threads", "1", 1, 8));
    assertEquals(1, options.read(List.of()).count("--threads", "1", 1, 8));
    for (String bad : List.of("0", "9", "two", "NaN")) {
      UsageException error = assertThrows(
          UsageException.class,
          () -> options.read(List.of("--threads", bad)).count("--threads", "1", 1, 8));
      assertEquals("option --threads must be a number in [1, 8]; got " + bad, error.getMessage());
    }
    assertEquals(
        "option --threads must be a whole number; got 1.5",
        assertThrows(
                UsageException.class,
                () -> options.read(List.of("--threads", "1.5")).count("--threads", "1", 1, 8))
            .getMessage());
  }

  @Test
  void usageListsTheOptions() {
    assertEquals("[--quick] [--out DIR] [--help]", OPTIONS.forms());
    assertEquals(3, OPTIONS.help().lines().count());
  }
}
