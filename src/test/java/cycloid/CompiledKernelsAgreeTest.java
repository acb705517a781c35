package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.AgreementSweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Every lane function and every kind of loop, compiled for 128, 256 and 512 bits, gives the bits of the scalar interpreter on
 * the newest JDK at hand.
 */
class CompiledKernelsAgreeTest {
  private static final int PATIENCE = 600; // seconds
  private static final Pattern END =
      Pattern.compile("bits (\\d+) kernels (\\d+) without boxes (\\d+)\\s*$");

  static boolean isFirstRunOfTheSuite() {
    return SameBitsEverywhereTest.isFirstRunOfTheSuite();
  }

  @Test
  @EnabledIf(value = "isFirstRunOfTheSuite", disabledReason = "run once, by the suite's first run")
  void atEveryWidthTheBitsAreThoseOfTheInterpreter() throws Exception {
    Path here = Path.of(System.getProperty("java.home"), "bin", "java");
    Path java = Path.of(System.getProperty("cycloid.newestJava", here.toString()));
    List<Sweep> sweeps = new ArrayList<>();
    sweeps.add(Sweep.start(AgreementSweep.class, java, List.of()));
    sweeps.add(Sweep.start(AgreementSweep.class, java, List.of("-Dcycloid.simd.bits=128")));
    if (System.getProperty("os.arch").matches("amd64|x86_64")) { // without registers for masks
      sweeps.add(Sweep.start(
          AgreementSweep.class, java, List.of("-XX:UseAVX=2", "-Dcycloid.simd.bits=256")));
    }
    for (Sweep sweep : sweeps) {
      String text = sweep.text(PATIENCE);
      Matcher end = END.matcher(text);
      assertTrue(end.find(), text);
      assertEquals("", text.substring(0, end.start()), end.group());
      int kernels = Integer.parseInt(end.group(2));
      assertTrue(kernels > 150, end.group());
      assertTrue(Integer.parseInt(end.group(3)) > kernels / 10, end.group());
    }
  }
}
