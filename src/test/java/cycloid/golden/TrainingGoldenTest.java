package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Variable;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Sequential;
import cycloid.optim.AdamW;
import cycloid.optim.Clipping;
import cycloid.optim.IterateAverage;
import cycloid.optim.Lbfgs;
import cycloid.optim.Muon;
import cycloid.optim.Optimizer;
import cycloid.optim.Rule;
import cycloid.optim.Schedules;
import cycloid.optim.Sgd;
import cycloid.optim.Shampoo;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole training runs against PyTorch: losses before each step, first gradients, final parameters. */
class TrainingGoldenTest {
  private static final double LOSS = 1e-9;
  private static final double GRADIENT = 1e-11;
  private static final double WEIGHTS = 1e-8;
  private static final int BATCH = 32;

  /** Layers, optimizers and losses that are not there yet. */
  private static final List<String> NOT_YET = List.of();

  static List<GoldenFile.Case> runs() {
    return allRuns().stream().filter(golden -> missing(golden) == null).toList();
  }

  private static List<GoldenFile.Case> allRuns() {
    return GoldenFile.cases("nn").stream()
        .filter(golden -> golden.attributes().get("training") instanceof String)
        .toList();
  }

  private static String missing(GoldenFile.Case golden) {
    try {
      if (!hyper(golden).containsKey("LBFGS")) {
        optimizer(golden, model(golden));
      }
      loss(golden);
      return null;
    } catch (TorchModel.NotYet e) {
      return e.getMessage();
    }
  }

  // ---- what a case asks for

  private static Sequential model(GoldenFile.Case golden) {
    String text = golden.text("training");
    return TorchModel.sequential(TorchText.layers(text.substring(0, text.lastIndexOf("), ") + 1)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> hyper(GoldenFile.Case golden) {
    return (Map<String, Object>) golden.attributes().get("hyper");
  }

  /** A step of the run: takes the loss with its gradients, returns the loss before the step. */
  private static ToDoubleFunction<DoubleSupplier> trainer(
      GoldenFile.Case golden, Sequential model) {
    if (!hyper(golden).containsKey("LBFGS")) {
      Optimizer optimizer = optimizer(golden, model);
      return loss -> {
        double value = loss.getAsDouble();
        optimizer.step();
        return value;
      };
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> settings = (Map<String, Object>) hyper(golden).get("LBFGS");
    Lbfgs lbfgs = Lbfgs.on(model.parameters())
        .asPyTorch()
        .lineSearch(true)
        .learningRate((Double) settings.get("lr"))
        .iterations(((Double) settings.get("max_iter")).intValue())
        .history(((Double) settings.get("history_size")).intValue());
    return lbfgs::step;
  }

  @SuppressWarnings("unchecked")
  private static Optimizer optimizer(GoldenFile.Case golden, Sequential model) {
    Map<String, Object> hyper = hyper(golden);
    if (hyper.containsKey("clip_grad_norm")) {
      return recipe(hyper, model);
    }
    if (hyper.containsKey("grafting")) {
      return shampoo(hyper).on(model.parameters());
    }
    if (hyper.size() == 1) {
      String name = hyper.keySet().iterator().next();
      return rule(name, (Map<String, Object>) hyper.get(name)).on(model.parameters());
    }
    String adamW = hyper.keySet().stream()
        .filter(name -> name.startsWith("AdamW"))
        .findFirst()
        .get();
    String muon = hyper.keySet().stream()
        .filter(name -> name.startsWith("Muon"))
        .findFirst()
        .get();
    Rule others = rule("AdamW", (Map<String, Object>) hyper.get(adamW));
    Rule hidden = rule("Muon", (Map<String, Object>) hyper.get(muon));
    Parameter last = ((Linear) model.layers().get(model.layers().size() - 1)).weight();
    return Optimizer.route(
        model.parameters(),
        parameter -> parameter.shape().length == 2 && parameter != last ? hidden : others);
  }

  /** Five steps up, fifteen down by a cosine, and the norm of the gradients bounded. */
  @SuppressWarnings("unchecked")
  private static Optimizer recipe(Map<String, Object> hyper, Sequential model) {
    Rule rule = rule("AdamW", (Map<String, Object>) hyper.get("AdamW"));
    double rate = rule.setting("lr").at(0);
    return rule.learningRate(
            Schedules.linear(0.1 * rate, rate, 5).then(5, Schedules.cosine(rate, 0, 15)))
        .on(model.parameters())
        .clip(Clipping.norm((Double) hyper.get("clip_grad_norm")));
  }

  /** The authors' Shampoo, grafted to Adam. */
  private static Rule shampoo(Map<String, Object> hyper) {
    List<?> betas = (List<?>) hyper.get("betas");
    return Shampoo.rule()
        .learningRate((Double) hyper.get("lr"))
        .betas((Double) betas.get(0), (Double) betas.get(1))
        .epsilon((Double) hyper.get("epsilon"))
        .weightDecay((Double) hyper.get("weight_decay"))
        .with("graft", 4)
        .with("graftBeta2", 0.99);
  }

  private static Rule rule(String name, Map<String, Object> hyper) {
    Rule rule = switch (name) {
      case "SGD" -> Sgd.rule();
      case "AdamW" -> AdamW.rule();
      case "Muon" -> Muon.rule();
      default -> throw new TorchModel.NotYet(name);
    };
    for (Map.Entry<String, Object> setting : hyper.entrySet()) {
      double value = (Double) setting.getValue();
      rule = switch (setting.getKey()) {
        case "lr" -> rule.learningRate(value);
        case "weight_decay" -> rule.weightDecay(value);
        default -> rule.with(setting.getKey(), value);
      };
    }
    return rule;
  }

  /** The loss as a function of what the model gives and of the labels. */
  private static LossOfLabels loss(GoldenFile.Case golden) {
    String text = golden.text("training");
    String loss = text.substring(text.lastIndexOf("), ") + 3).split(", ")[0];
    return switch (loss) {
      case "cross-entropy" -> Losses::crossEntropy;
      case "cross-entropy with label smoothing 0.1" ->
        (out, labels) -> {
          Variable uniform = out.logSoftmax(-1).mean().neg();
          return Losses.crossEntropy(out, labels).mul(0.9).add(uniform.mul(0.1));
        };
      case "mean squared error to one-hot" ->
        (out, labels) -> Losses.mse(out, Variable.of(oneHot(labels, out.shape()[1])));
      default -> throw new TorchModel.NotYet(loss);
    };
  }

  private static Tensor oneHot(int[] labels, int classes) {
    Tensor rows = Tensor.zeros(DType.F64, labels.length, classes);
    for (int i = 0; i < labels.length; i++) {
      rows.set(1, i, labels[i]);
    }
    return rows;
  }

  private interface LossOfLabels {
    Variable apply(Variable out, int... labels);
  }

  // ---- the runs

  @Test
  void onlyTheseAreMissing() {
    TreeSet<String> missing = new TreeSet<>();
    allRuns().stream()
        .map(TrainingGoldenTest::missing)
        .filter(name -> name != null)
        .forEach(missing::add);
    assertTrue(NOT_YET.containsAll(missing), "missing: " + missing);
  }

  @ParameterizedTest
  @MethodSource("runs")
  void runAgreesWithTorch(GoldenFile.Case golden) {
    Sequential model = model(golden);
    boolean single = golden.has("p0.weight");
    Function<String, String> named = name -> single ? name.substring(2) : name;
    model
        .namedParameters()
        .forEach(
            (name, parameter) -> parameter.value().copyFrom(golden.get("p0." + named.apply(name))));
    ToDoubleFunction<DoubleSupplier> trainer = trainer(golden, model);
    IterateAverage average = IterateAverage.exponential(model.parameters(), 0.9);
    LossOfLabels loss = loss(golden);
    Tensor x = golden.get("X");
    int[] y = golden.integers("y");
    int batch = golden.text("training").contains("batches of " + BATCH) ? BATCH : y.length;
    Tensor losses = golden.get("losses");
    int steps = ((Double) golden.attributes().get("T")).intValue();
    for (int t = 0; t < steps; t++) {
      int from = t * batch % y.length;
      Tensor images = x.narrow(0, from, from + batch);
      int[] labels = Arrays.copyOfRange(y, from, from + batch);
      double value = trainer.applyAsDouble(() ->
          model.backward(p -> loss.apply(model.forward(p.constant(images), p), labels)));
      small(Math.abs(value - losses.get(t)) / (1 + losses.get(t)), LOSS, "loss " + t);
      if (t == 0) {
        // A step leaves gradients as they are.
        model.namedParameters().forEach((name, parameter) -> {
          if (golden.has("g0." + name)) {
            small(
                golden.error("g0." + name, parameter.gradient()), GRADIENT, "gradient of " + name);
          }
        });
      }
      average.update();
    }
    if (losses.size() > steps) {
      double last = loss.apply(Variable.of(model.forward(x)), y).value().item();
      small(Math.abs(last - losses.get(steps)) / (1 + last), LOSS, "last loss");
    }
    model
        .namedParameters()
        .forEach((name, parameter) ->
            small(golden.error("p1." + named.apply(name), parameter.value()), WEIGHTS, name));
    if (golden.has("ema.0.weight")) {
      average.swapIn();
      model
          .namedParameters()
          .forEach((name, parameter) ->
              small(golden.error("ema." + name, parameter.value()), WEIGHTS, "average of " + name));
    }
  }

  private static void small(double error, double tolerance, String what) {
    assertTrue(error <= tolerance, () -> what + ": error " + error);
  }
}
