package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import cycloid.tensor.Indices;
import cycloid.tensor.Primitives;
import cycloid.tensor.Selected;
import cycloid.tensor.Tensor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole vocabulary, enumerated: each operation is differentiated, or stands below with the reason why not. */
class EveryOperationHasARuleTest {

  private static final String STEPS = "constant between jumps";

  private static final String PLACES = "its results are places, not numbers";

  /** Methods through which nothing flows. */
  private static final Map<String, String> NOT_DIFFERENTIABLE = Map.ofEntries(
      Map.entry("constant", "lifts numbers; nothing flows by definition"),
      Map.entry("detach", "nothing flows by definition"),
      Map.entry("self", "is the array itself"),
      Map.entry("value", "is numbers"),
      Map.entry("sign", STEPS),
      Map.entry("floor", STEPS),
      Map.entry("ceil", STEPS),
      Map.entry("round", STEPS),
      Map.entry("trunc", STEPS),
      Map.entry("less", STEPS),
      Map.entry("lessEqual", STEPS),
      Map.entry("greater", STEPS),
      Map.entry("greaterEqual", STEPS),
      Map.entry("equal", STEPS),
      Map.entry("notEqual", STEPS),
      Map.entry("isNaN", STEPS),
      Map.entry("isInfinite", STEPS),
      Map.entry("isFinite", STEPS),
      Map.entry("logicalAnd", STEPS),
      Map.entry("logicalOr", STEPS),
      Map.entry("logicalXor", STEPS),
      Map.entry("logicalNot", STEPS),
      Map.entry("any", STEPS),
      Map.entry("all", STEPS),
      Map.entry("countNonZero", STEPS),
      Map.entry("argSort", PLACES),
      Map.entry("searchSorted", PLACES),
      Map.entry("histogram", PLACES),
      Map.entry("nonZero", PLACES),
      Map.entry("apply", "takes a derivative along"),
      Map.entry("elementwise", "every named function is one"));

  /** Where the samples stand. */
  private static final List<Class<?>> SAMPLES = List.of(
      Sample.class,
      ActivationSamples.class,
      IndexingSamples.class,
      OrderSamples.class,
      ProductSamples.class,
      ConvolutionSamples.class);

  /** Besides arrays, what methods of the vocabulary return that holds numbers or places. */
  private static final Set<Class<?>> RESULTS = Set.of(List.class, Selected.class, Indices.class);

  static List<Sample> samples() {
    return Sample.all();
  }

  @Test
  void everyMethodOfTheVocabularyIsSampledOrExcused() {
    Set<String> known =
        samples().stream().map(Sample::name).collect(Collectors.toCollection(TreeSet::new));
    known.addAll(NOT_DIFFERENTIABLE.keySet());
    Set<String> missing = vocabulary()
        .map(Method::getName)
        .filter(name -> !known.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), missing, "needs a sample in Sample, or a reason in NOT_DIFFERENTIABLE");
  }

  @Test
  void everyOverloadIsSampledOrExcused() {
    Set<String> called = SAMPLES.stream()
        .flatMap(group -> ClassReferences.methodsOfVariable(group).stream())
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> missing = vocabulary()
        .filter(method -> !NOT_DIFFERENTIABLE.containsKey(method.getName()))
        .map(ClassReferences::signature)
        .filter(
            signature -> !called.contains(signature) && !NOT_DIFFERENTIABLE.containsKey(signature))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), missing, "no class of SAMPLES calls it");
  }

  @Test
  void everyReasonNamesAMethod() {
    Set<String> names = vocabulary()
        .flatMap(method -> Stream.of(method.getName(), ClassReferences.signature(method)))
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> stale = new TreeSet<>(NOT_DIFFERENTIABLE.keySet());
    stale.removeAll(names);
    assertEquals(Set.of(), stale);
  }

  /** The methods that give an array, or several. */
  private static Stream<Method> vocabulary() {
    return Arrays.stream(Array.class.getMethods()).filter(method -> {
      Class<?> type = method.getReturnType();
      boolean array = Primitives.class.isAssignableFrom(type) || RESULTS.contains(type);
      return array && !Modifier.isStatic(method.getModifiers());
    });
  }

  @Test
  void everyPrimitiveIsRecorded() {
    Set<String> primitives = Arrays.stream(Primitives.class.getDeclaredMethods())
        .filter(method ->
            Modifier.isAbstract(method.getModifiers()) && method.getReturnType() != Tensor.class)
        .map(Method::getName)
        .filter(name -> !Set.of("constant", "shape", "dtype").contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rules = new TreeSet<>(Set.of("elementwise", "reduce", "apply"));
    for (Class<?> group : List.of(MovementRules.class, LinearAlgebraRules.class)) {
      for (Class<?> rule : group.getDeclaredClasses()) {
        String name = rule.getSimpleName();
        rules.add(
            name.equals("Part")
                ? "slice"
                : Character.toLowerCase(name.charAt(0)) + name.substring(1));
      }
    }
    assertEquals(primitives, rules);
  }

  @Test
  void everyNamedFunctionHasADerivative() throws IllegalAccessException {
    for (Field field : Functions.class.getFields()) {
      Elementwise f = (Elementwise) field.get(null);
      for (String operand : f.operands()) {
        // A reduction over the lanes would throw here.
        assertTrue(f.partial(operand) != null, f.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void firstAndSecondDerivativesAgreeWithDifferences(Sample sample) {
    Autodiff.gradientCheck(sample.f(), sample.inputs());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void singlePrecisionFollowsDoublePrecision(Sample sample) {
    List<Tensor> expected = Autodiff.grad(scalar(sample), sample.inputs());
    List<Tensor> got = Autodiff.grad(scalar(sample), sample.inputsAsFloats());
    for (int i = 0; i < got.size(); i++) {
      assertEquals(DType.F32, got.get(i).dtype());
      Tensor difference = got.get(i).to(DType.F64).sub(expected.get(i)).abs();
      double size = 1 + expected.get(i).abs().max().item();
      assertTrue(difference.max().item() < 1e-4 * size, () -> sample + ": " + difference);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void variablesHaveTheValuesOfTensors(Sample sample) {
    Tensor inside = Autodiff.vjp(sample.f(), sample.inputs()).value();
    Tensor outside =
        sample.f().apply(sample.inputs().stream().map(Variable::of).toList()).value();
    assertTrue(inside.arrayEqual(outside));
  }

  private static Function<List<Variable>, Variable> scalar(Sample sample) {
    return xs -> sample.f().apply(xs).sum();
  }
}
