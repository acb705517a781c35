package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the state of groups into a snapshot, and reads it back after checking all of it. */
final class Checkpoint {
  private static final String FORMAT = "cycloid-optimizer-1";
  private static final String SCHEDULED = "scheduled";

  private Checkpoint() {}

  static OptimizerState of(long steps, List<ParameterGroup> groups) {
    Map<String, Tensor> tensors = new TreeMap<>();
    Map<String, String> properties = description(groups);
    properties.put("steps", Long.toString(steps));
    for (int k = 0; k < groups.size(); k++) {
      ParameterGroup group = groups.get(k);
      for (Hyperparameter hyperparameter : group.rule().hyperparameters()) {
        String value = group.schedule(hyperparameter.name()) instanceof ConstantSchedule constant
            ? Double.toString(constant.value())
            : SCHEDULED;
        properties.put(key(k) + hyperparameter.name(), value);
      }
      List<String> states = group.rule().states();
      List<ParameterGroup.Place> places = group.places();
      for (int i = 0; i < places.size(); i++) {
        ParameterGroup.Place place = places.get(i);
        properties.put(key(k, i) + "t", Long.toString(place.block().steps(place.index())));
        List<String> numbers = group.rule().numbers();
        for (int n = 0; n < numbers.size(); n++) {
          double value = place.block().numbers(place.index())[n];
          properties.put(key(k, i) + numbers.get(n), Double.toString(value));
        }
        for (int s = 0; s < states.size(); s++) {
          Tensor state = place.block().state(place.index(), s);
          if (state != null) {
            tensors.put(key(k, i) + states.get(s), state);
          }
        }
        if (place.block().steps(place.index()) > 0) {
          for (Map.Entry<String, Tensor> kept :
              group.updater().kept(group.parameters().get(i)).entrySet()) {
            tensors.put(key(k, i) + kept.getKey(), kept.getValue().copy());
          }
        }
      }
    }
    return new OptimizerState(tensors, properties);
  }

  /** Restores all groups; returns the count of steps. */
  static long restore(OptimizerState saved, List<ParameterGroup> groups) {
    List<Runnable> changes = new ArrayList<>();
    long steps = Checks.savedCount(saved.properties(), "steps");
    for (Map.Entry<String, String> entry : description(groups).entrySet()) {
      Checks.saved(
          entry.getKey(), entry.getValue(), String.valueOf(saved.properties().get(entry.getKey())));
    }
    List<String> names = new ArrayList<>();
    for (int k = 0; k < groups.size(); k++) {
      restoreHyperparameters(saved, key(k), groups.get(k), changes);
      List<ParameterGroup.Place> places = groups.get(k).places();
      for (int i = 0; i < places.size(); i++) {
        restoreParameter(saved, key(k, i), groups.get(k), i, places.get(i), names, changes);
      }
    }
    Checks.savedNames(names, saved.tensors().keySet());
    changes.forEach(Runnable::run);
    return steps;
  }

  private static void restoreHyperparameters(
      OptimizerState saved, String key, ParameterGroup group, List<Runnable> changes) {
    for (Hyperparameter hyperparameter : group.rule().hyperparameters()) {
      String name = hyperparameter.name();
      boolean scheduled = SCHEDULED.equals(saved.properties().get(key + name));
      if (!(group.schedule(name) instanceof ConstantSchedule)) {
        continue;
      }
      if (scheduled) {
        throw Checks.scheduleMissing(key + name);
      }
      double value = Checks.savedValue(saved.properties(), key + name);
      Checks.value(group.rule().name(), hyperparameter, value);
      changes.add(() -> group.set(name, value));
    }
  }

  private static void restoreParameter(
      OptimizerState saved,
      String key,
      ParameterGroup group,
      int i,
      ParameterGroup.Place place,
      List<String> names,
      List<Runnable> changes) {
    long count = Checks.savedCount(saved.properties(), key + "t");
    changes.add(() -> place.block().restore(place.index(), count));
    List<String> numbers = group.rule().numbers();
    for (int n = 0; n < numbers.size(); n++) {
      int number = n;
      double value = Checks.savedValue(saved.properties(), key + numbers.get(n));
      changes.add(() -> place.block().numbers(place.index())[number] = value);
    }
    List<String> states = group.rule().states();
    for (int s = 0; s < states.size(); s++) {
      int state = s;
      Tensor tensor = saved.tensors().get(key + states.get(s));
      if (tensor != null) {
        Checks.saved(
            key + states.get(s),
            Checks.text(group.parameters().get(i).value()),
            Checks.text(tensor));
      }
      names.add(key + states.get(s));
      changes.add(() -> place.block().restore(place.index(), state, tensor));
    }
    if (count > 0) {
      restoreKept(saved, key, group.updater(), group.parameters().get(i), names, changes);
    }
  }

  private static void restoreKept(
      OptimizerState saved,
      String key,
      Updater updater,
      Parameter parameter,
      List<String> names,
      List<Runnable> changes) {
    Map<String, Tensor> values = new TreeMap<>();
    for (Map.Entry<String, Tensor> kept : updater.kept(parameter).entrySet()) {
      String name = key + kept.getKey();
      Tensor tensor = Checks.savedTensor(saved.tensors(), name);
      Checks.saved(name, Checks.text(kept.getValue()), Checks.text(tensor));
      values.put(kept.getKey(), tensor.copy());
      names.add(name);
    }
    changes.add(() -> updater.keep(parameter, values));
  }

  /** What must be the same for a state to fit. */
  private static Map<String, String> description(List<ParameterGroup> groups) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("format", FORMAT);
    properties.put("groups", Integer.toString(groups.size()));
    for (int k = 0; k < groups.size(); k++) {
      properties.put(key(k) + "rule", groups.get(k).rule().name());
      List<Parameter> parameters = groups.get(k).parameters();
      properties.put(key(k) + "parameters", Integer.toString(parameters.size()));
      for (int i = 0; i < parameters.size(); i++) {
        properties.put(key(k, i) + "name", parameters.get(i).name());
        properties.put(key(k, i) + "shape", Checks.text(parameters.get(i).value()));
      }
    }
    return properties;
  }

  private static String key(int group) {
    return "group." + group + ".";
  }

  private static String key(int group, int parameter) {
    return "group." + group + "." + parameter + ".";
  }
}
