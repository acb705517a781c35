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
  void usageListsTheOptions() {
    assertEquals("[--quick] [--out DIR] [--help]", OPTIONS.forms());
    assertEquals(3, OPTIONS.help().lines().count());
  }
}
