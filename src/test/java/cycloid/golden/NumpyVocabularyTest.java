package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.GradientCheck;
import cycloid.autodiff.Variable;
import cycloid.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vocabulary on random shapes, some of them empty, against NumPy; and its derivatives there against differences. */
class NumpyVocabularyTest {
  /** Other shapes and numbers with {@code -Dcycloid.seed=N}. */
  private static final String SEED = System.getProperty("cycloid.seed", "1");

  @TempDir
  static Path folder;

  private static List<GoldenCase> cases;

  @BeforeAll
  static void numpyComputes() throws Exception {
    Python.assumeNumpy();
    Python.Answer answer = Python.script("vocabulary.py", folder.toString(), SEED);
    assertTrue(answer.well(), answer.text());
    cases = GoldenCase.all(folder.resolve("ops.safetensors"));
  }

  @Test
  void values() {
    Report report = new Report("values by NumPy");
    for (GoldenCase c : cases) {
      report.run(c, () -> {
        List<Tensor> got = GoldenOperationsTest.run(c, c.inputs()).values();
        assertEquals(c.outputs().size(), got.size(), "number of results");
        for (int i = 0; i < got.size(); i++) {
          Tolerance.compare("result " + i, c.outputs().get(i), got.get(i), 1e-12);
        }
      });
    }
    report.assertClean();
  }

  @Test
  void firstAndSecondDerivatives() {
    Report report = new Report("derivatives by differences");
    GradientCheck check = new GradientCheck(2, 1e-5, 1);
    for (GoldenCase c : cases) {
      if (c.attributes().flag("smooth")) {
        report.run(c, () -> check.check(xs -> squares(c, xs), c.inputs()));
      }
    }
    report.assertClean();
  }

  /** The sum of the squares of all results, so that there is a second derivative. */
  private static Variable squares(GoldenCase c, List<Variable> inputs) {
    return GoldenOperationsTest.run(c, inputs).values().stream()
        .map(result -> result.square().sum())
        .reduce(Variable::add)
        .orElseThrow();
  }
}
