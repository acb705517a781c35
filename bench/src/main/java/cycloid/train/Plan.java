package cycloid.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run does: all that its result depends on.
 *
 * @param data the name of the data, or a file
 * @param model the name of the model
 * @param optimizer the name of the optimizer
 * @param learningRate the learning rate; NaN for the optimizer's own
 * @param weightDecay the weight decay; NaN for the optimizer's own
 * @param batch how many examples a step sees
 * @param seed where all random numbers come from
 */
public record Plan(
    String data,
    String model,
    String optimizer,
    double learningRate,
    double weightDecay,
    int batch,
    long seed) {

  private static final List<String> NAMES =
      List.of("data", "model", "optimizer", "learningRate", "weightDecay", "batch", "seed");

  /** The names and values, as texts that read back to the same plan. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("data", data);
    texts.put("model", model);
    texts.put("optimizer", optimizer);
    texts.put("learningRate", Double.toString(learningRate));
    texts.put("weightDecay", Double.toString(weightDecay));
    texts.put("batch", Integer.toString(batch));
    texts.put("seed", Long.toString(seed));
    return texts;
  }

  /** Reads what {@link #texts} gave; IllegalArgumentException when a part is missing or malformed. */
  static Plan of(Map<String, String> texts) {
    for (String name : NAMES) {
      if (!texts.containsKey(name)) {
        throw new IllegalArgumentException("a run must have a " + name + "; got " + texts.keySet());
      }
    }
    return new Plan(
        texts.get("data"),
        texts.get("model"),
        texts.get("optimizer"),
        Double.parseDouble(texts.get("learningRate")),
        Double.parseDouble(texts.get("weightDecay")),
        Integer.parseInt(texts.get("batch")),
        Long.parseLong(texts.get("seed")));
  }
}
