package cycloid.train;

import cycloid.optim.OptimizerState;
import cycloid.tensor.Tensor;
import cycloid.tensor.io.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run in a file, from which it can go on: the numbers of the model and of the optimizer, and the plan.
 *
 * <p>The format is {@code .safetensors}: tensors {@code model.NAME} and {@code optimizer.NAME}, everything else in the
 * metadata. A file is written beside its place and then put there at once, so there is always a whole one.
 */
public final class RunFile {
  private static final String FORMAT = "cycloid-run-1";
  private static final String MODEL = "model.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String PLAN = "plan.";

  private RunFile() {}

  /** Writes a run in place of what the file held. */
  public static void write(Path file, Run run) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    run.model().state().forEach((name, value) -> tensors.put(MODEL + name, value));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", FORMAT);
    texts.put("epoch", Integer.toString(run.epoch()));
    run.plan().texts().forEach((name, text) -> texts.put(PLAN + name, text));
    OptimizerState state = run.optimizer().state();
    state.tensors().forEach((name, value) -> tensors.put(OPTIMIZER + name, value));
    state.properties().forEach((name, text) -> texts.put(OPTIMIZER + name, text));
    Safetensors.write(file, tensors, texts);
  }

  /**
   * Reads a run, ready to go on.
   *
   * @throws IOException if the file cannot be read, or is not whole
   * @throws IllegalArgumentException if it holds no run, or its parts do not fit each other
   */
  public static Run read(Path file) throws IOException {
    try (Safetensors stored = Safetensors.open(file)) {
      Map<String, String> texts = stored.metadata();
      if (!FORMAT.equals(texts.get("format"))) {
        throw new IllegalArgumentException("resume: the file must hold a training run (format "
            + FORMAT + "); got format " + texts.get("format") + " in " + file);
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : stored.names()) {
        tensors.put(name, stored.read(name));
      }
      Run run = new Run(Plan.of(part(texts, PLAN)));
      run.model().load(part(tensors, MODEL));
      run.optimizer().load(new OptimizerState(part(tensors, OPTIMIZER), part(texts, OPTIMIZER)));
      run.goOnAfter(Integer.parseInt(texts.get("epoch")));
      return run;
    }
  }

  /** The entries whose names begin with a prefix, without it. */
  private static <T> Map<String, T> part(Map<String, T> all, String prefix) {
    Map<String, T> part = new LinkedHashMap<>();
    all.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        part.put(name.substring(prefix.length()), value);
      }
    });
    return part;
  }
}
