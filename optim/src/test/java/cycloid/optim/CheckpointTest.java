package cycloid.optim;

import static cycloid.optim.RuleTest.assertError;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saved states that do not fit are told apart, and change nothing. */
class CheckpointTest {

  private static Optimizer adam(int... shape) {
    Parameter p = new Parameter("weight", Tensor.ones(DType.F64, shape));
    p.setGradient(Tensor.ones(DType.F64, shape));
    Optimizer optimizer = Adam.rule().on(p);
    optimizer.step();
    return optimizer;
  }

  private static OptimizerState changed(OptimizerState state, String key, String value) {
    Map<String, String> properties = new HashMap<>(state.properties());
    properties.put(key, value);
    return new OptimizerState(state.tensors(), properties);
  }

  @Test
  void aStateComesBackFromAFileWithTheSameBits(@TempDir Path folder) throws IOException {
    OptimizerState state = adam(2, 3).state();
    Path file = folder.resolve("adam.safetensors");
    state.save(file);
    OptimizerState got = OptimizerState.read(file);
    assertEquals(state.properties(), got.properties());
    assertEquals(state.tensors().keySet(), got.tensors().keySet());
    state.tensors().forEach((name, x) -> assertTrue(x.arrayEqual(got.tensors().get(name))));
    Optimizer other = adam(2, 3);
    other.load(got);
    assertEquals(state.properties(), other.state().properties());
  }

  @Test
  void aStateIsNamedTensorsAndTexts() {
    OptimizerState state = adam(2, 3).state();
    assertEquals(
        "{format=cycloid-optimizer-1, group.0.0.name=weight, group.0.0.shape=(2, 3) f64, group.0.0.t=1, "
            + "group.0.amsgrad=0.0, group.0.beta1=0.9, group.0.beta2=0.999, group.0.eps=1.0E-8, "
            + "group.0.epsRoot=0.0, group.0.lr=0.001, "
            + "group.0.maximize=0.0, group.0.nesterov=0.0, group.0.parameters=1, group.0.rule=Adam, group.0.weightDecay=0.0, groups=1, steps=1}",
        new java.util.TreeMap<>(state.properties()).toString());
    assertEquals(
        "[group.0.0.m, group.0.0.v]", new java.util.TreeSet<>(state.tensors().keySet()).toString());
  }

  @Test
  void hyperparametersAreRestored() {
    Optimizer saved = adam(2);
    saved.learningRate(0.125);
    Optimizer loaded = adam(2);
    loaded.load(saved.state());
    assertEquals(0.125, loaded.groups().get(0).learningRate());
  }

  @Test
  void aScheduleStaysAndIsWantedBack() {
    Optimizer scheduled = adam(2);
    scheduled.groups().get(0).set("lr", step -> 0.5);
    OptimizerState saved = scheduled.state();
    assertEquals("scheduled", saved.properties().get("group.0.lr"));
    scheduled.load(adam(2).state());
    assertEquals(0.5, scheduled.groups().get(0).learningRate());
    Optimizer constant = adam(2);
    assertError(
        "load: 'group.0.lr' must be given a schedule before loading, as it had; got a constant",
        () -> constant.load(saved));
  }

  @Test
  void anotherRuleIsAnError() {
    Parameter p = new Parameter("weight", Tensor.ones(DType.F64, 2));
    assertError(
        "load: group.0.rule must be Lion; got Adam",
        () -> Lion.rule().on(p).load(adam(2).state()));
  }

  @Test
  void otherParametersAreAnError() {
    OptimizerState state = adam(2).state();
    assertError(
        "load: group.0.0.shape must be (3,) f64; got (2,) f64", () -> adam(3).load(state));
    assertError(
        "load: group.0.0.name must be weight; got bias",
        () -> adam(2).load(changed(state, "group.0.0.name", "bias")));
    assertError("load: groups must be 1; got 2", () -> adam(2).load(changed(state, "groups", "2")));
    assertError(
        "load: format must be cycloid-optimizer-1; got null",
        () -> adam(2).load(new OptimizerState(Map.of(), Map.of("steps", "0"))));
  }

  @Test
  void damagedEntriesAreErrors() {
    OptimizerState state = adam(2).state();
    assertError(
        "load: 'steps' must be a whole number from 0; got -1",
        () -> adam(2).load(changed(state, "steps", "-1")));
    assertError(
        "load: 'group.0.0.t' must be a whole number from 0; got one",
        () -> adam(2).load(changed(state, "group.0.0.t", "one")));
    assertError(
        "load: 'group.0.lr' must be a number; got fast",
        () -> adam(2).load(changed(state, "group.0.lr", "fast")));
    assertError(
        "Adam: lr must be positive; got -1.0",
        () -> adam(2).load(changed(state, "group.0.lr", "-1")));
    Map<String, Tensor> tensors = new HashMap<>(state.tensors());
    tensors.put("group.0.0.u", Tensor.ones(DType.F64, 2));
    assertError(
        "load: an entry must be one of this optimizer; got 'group.0.0.u'",
        () -> adam(2).load(new OptimizerState(tensors, state.properties())));
    tensors.remove("group.0.0.u");
    tensors.put("group.0.0.m", Tensor.ones(DType.F32, 2));
    assertError(
        "load: group.0.0.m must be (2,) f64; got (2,) f32",
        () -> adam(2).load(new OptimizerState(tensors, state.properties())));
  }

  @Test
  void aFailedLoadChangesNothing() {
    Optimizer optimizer = adam(2);
    OptimizerState before = optimizer.state();
    OptimizerState other =
        changed(changed(adam(2).state(), "group.0.lr", "0.5"), "group.0.0.t", "x");
    assertError(
        "load: 'group.0.0.t' must be a whole number from 0; got x", () -> optimizer.load(other));
    assertEquals(before.properties(), optimizer.state().properties());
  }
}
