package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.AllocationSweep;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * C2 keeps the vectors of the library's kernels in registers: nothing is allocated per element. The kernels of linear algebra have
 * a process of their own: in one that has compiled hundreds of loops before, C2 boxes some of them now and then, which is a
 * defect that this test does not see.
 */
@DisabledIfSystemProperty(
    named = "cycloid.expectedProvider",
    matches = "SCALAR",
    disabledReason = "without vectors there is nothing to box")
class KernelsAllocateNothingTest {
  /** C2 of JDK 17 leaves some boxes a vector in this one, sometimes. */
  private static final String ON_17 = "allocates: GELU_TANH to x f64\n";

  /**
   * C2 of 25 boxes one loop by luck in a process now and then (seen: softplus, atan2). So there a loop fails if it allocates in two
   * processes; what one that boxes seldom does is printed, and not a failure.
   */
  @Test
  void noCompiledLoopAllocatesPerElement() throws Exception {
    String allocating = sweep("equations", 300);
    if (Runtime.version().feature() < 21) {
      allocating = allocating.replaceAll(ON_17, "");
    } else if (!allocating.isEmpty()) {
      System.out.println("once: " + allocating.strip());
      List<String> again = sweep("equations", 300).lines().toList();
      allocating = allocating.lines().filter(again::contains).collect(Collectors.joining("\n"));
    }
    assertEquals("", allocating);
  }

  @Test
  void noKernelOfLinearAlgebraAllocatesPerElement() throws Exception {
    assertEquals("", sweep("products", 10));
  }

  @Test
  @EnabledForJreRange(
      max = JRE.JAVA_20,
      disabledReason =
          "later ones are not rehearsed; C2 of 25 boxed softplus in one of 36 busy processes")
  void loopsThatBecomeHotOneAfterTheOtherAllocateNothing() throws Exception {
    assertEquals("", sweep("turns", 9, "-Dcycloid.simd.warmup=caller"));
  }

  /** The kernels that allocate, of at least so many. */
  private static String sweep(String kind, int least, String... options) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String text =
        Sweep.start(AllocationSweep.class, java, List.of(options), kind).text(700);
    Matcher count = Pattern.compile("kernels (\\d+)\\s*$").matcher(text);
    assertTrue(count.find() && Integer.parseInt(count.group(1)) > least, text);
    return text.substring(0, count.start());
  }
}
