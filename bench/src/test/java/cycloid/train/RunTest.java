package cycloid.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.tensor.Tensor;
import cycloid.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {
  private static final Run.Listener NOBODY = (step, steps, loss) -> {};

  @TempDir
  Path folder;

  private static Plan plan(String data, String model, String optimizer) {
    return new Plan(data, model, optimizer, Double.NaN, Double.NaN, 32, 7);
  }

  @ParameterizedTest
  @CsvSource({
    "wine, mlp, AdamW",
    "wine, mlp, Muon",
    "breast_cancer, mlp, Lion",
    "diabetes, mlp, Adam",
    "wine, transformer, AdamW"
  })
  void aRunThatGoesOnFromItsFileEndsWithTheSameBits(String data, String model, String optimizer)
      throws Exception {
    Plan plan = plan(data, model, optimizer);
    Run whole = new Run(plan);
    Run first = new Run(plan);
    whole.next(NOBODY);
    first.next(NOBODY);
    RunFile.write(folder.resolve("run"), first);
    Run resumed = RunFile.read(folder.resolve("run"));
    assertEquals(1, resumed.epoch());
    assertEquals(whole.next(NOBODY), resumed.next(NOBODY));
    assertArrayEquals(bytes(whole), bytes(resumed));
  }

  private byte[] bytes(Run run) throws IOException {
    RunFile.write(folder.resolve("bytes"), run);
    return Files.readAllBytes(folder.resolve("bytes"));
  }

  @Test
  void theLossFalls() throws Exception {
    Run run = new Run(plan("wine", "mlp", "AdamW"));
    double first = run.next(NOBODY).loss();
    for (int epoch = 0; epoch < 8; epoch++) {
      run.next(NOBODY);
    }
    Run.Epoch last = run.next(NOBODY);
    assertTrue(last.loss() < first / 3, last::toString);
    assertTrue(last.score() > 0.9, last::toString);
  }

  @Test
  void aRunThatDivergesNamesTheOperation() throws Exception {
    Run run = new Run(new Plan("wine", "mlp", "SGD", 1e30, Double.NaN, 32, 7));
    Exception e = assertThrows(Run.Diverged.class, () -> {
      run.next(NOBODY);
      run.next(NOBODY);
    });
    assertTrue(
        e.getMessage().matches("epoch \\d, step \\d+: .*must (not be NaN|be finite).*"),
        e.getMessage());
  }

  @Test
  void aFileThatHoldsNoRunIsRefused() throws IOException {
    Path file = folder.resolve("other");
    Safetensors.write(file, Map.of("x", Tensor.of(1.0)));
    Exception e = assertThrows(IllegalArgumentException.class, () -> RunFile.read(file));
    assertTrue(
        e.getMessage().startsWith("resume: the file must hold a training run"), e.getMessage());
  }

  @Test
  void namesThatAreUnknownOrDoNotFitAreRefused() {
    assertEquals(
        "model: cnn needs square images; got 13 features in wine",
        message(plan("wine", "cnn", "AdamW")));
    assertEquals(
        "model: mlp needs numbers; got tokens in addition97",
        message(plan("addition97", "mlp", "AdamW")));
    assertTrue(message(plan("wein", "mlp", "AdamW")).startsWith("data: must be one of digits|"));
    assertTrue(message(plan("wine", "rnn", "AdamW")).startsWith("model: must be one of mlp|"));
  }

  private static String message(Plan plan) {
    return assertThrows(IllegalArgumentException.class, () -> new Run(plan)).getMessage();
  }

  @Test
  void aUsersTableIsReadByItsLastColumn() throws Exception {
    Path file = folder.resolve("xor.csv");
    StringBuilder text = new StringBuilder("a,b,label\n");
    for (int i = 0; i < 40; i++) {
      text.append(i % 2)
          .append(',')
          .append(i / 2 % 2)
          .append(',')
          .append((i % 2) ^ (i / 2 % 2))
          .append('\n');
    }
    Files.writeString(file, text);
    Run run = new Run(new Plan(file.toString(), "mlp", "AdamW", 0.01, Double.NaN, 8, 1));
    Run.Epoch last = null;
    for (int epoch = 0; epoch < 30; epoch++) {
      last = run.next(NOBODY);
    }
    assertEquals(1, last.score());
  }
}
