package cycloid.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.Variable;
import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ModuleTest {
  private static final Random KEY = Random.key(7);

  /** A layer of a user: x + scale * tanh(W x + b). */
  private static final class Residual extends Layer {
    final Linear inner = child("inner", new Linear(3, 3, DType.F64, KEY));
    final Parameter scale = parameter("scale", Tensor.of(0.5));

    @Override
    public <A extends Array<A>> A forward(A x, Parameters<A> p) {
      return x.add(inner.forward(x, p).tanh().mul(p.get(scale)));
    }
  }

  private final Sequential model =
      new Sequential(new Linear(2, 3, DType.F64, KEY), Activation.relu(), new Residual());
  private final Tensor x = Tensor.of(new double[][] {{1, 2}, {-1, 0.5}, {0.3, -0.7}});

  @Test
  void parametersAreNamedByTheirPath() {
    List<String> names = List.of("0.weight", "0.bias", "2.scale", "2.inner.weight", "2.inner.bias");
    assertEquals(names, List.copyOf(model.namedParameters().keySet()));
    assertEquals(names, model.parameters().stream().map(Parameter::name).toList());
    assertEquals(6 + 3 + 1 + 9 + 3, model.parameterCount());
  }

  @Test
  void sharedParameterStandsOnce() {
    Linear shared = new Linear(3, 3, DType.F64, KEY);
    Sequential twice = new Sequential(shared, Activation.tanh(), shared);
    assertEquals(
        List.of("0.weight", "0.bias"), List.copyOf(twice.namedParameters().keySet()));
    Tensor input = Tensor.of(1, 2, 3);
    twice.backward(p -> twice.forward(p.constant(input), p).square().sum());
    Tensor w = shared.weight().value();
    Tensor expected = Autodiff.grad(
        v -> {
          Variable b = Variable.of(shared.bias().value());
          Variable hidden = Variable.of(input).matmul(v.transpose()).add(b).tanh();
          return hidden.matmul(v.transpose()).add(b).square().sum();
        },
        w);
    assertTrue(shared.weight().gradient().allClose(expected, 1e-14, 1e-14));
  }

  @Test
  void modelRunsWithAndWithoutRecording() {
    Tensor without = model.forward(x);
    Tensor[] with = new Tensor[1];
    model.backward(p -> {
      Variable out = model.forward(p.constant(x), p);
      with[0] = out.value();
      return out.sum();
    });
    assertTrue(without.arrayEqual(with[0]));
  }

  @Test
  void backwardGivesTheLossAndAllGradients() {
    double loss = model.backward(p -> model.forward(p.constant(x), p).square().mean());
    assertEquals(model.forward(x).square().mean().item(), loss);
    List<Parameter> parameters = model.parameters();
    Autodiff.gradientCheck(
        values -> {
          Parameters<Variable> p = Parameters.of(parameters, values);
          return model.forward(p.constant(x), p).square().mean();
        },
        parameters.stream().map(Parameter::value).toList());
    for (Parameter parameter : parameters) {
      assertArrayEquals(parameter.shape(), parameter.gradient().shape());
    }
    model.zeroGradients();
    assertNull(parameters.get(0).gradient());
  }

  @Test
  void backwardReplacesGradients() {
    Function<Parameters<Variable>, Variable> loss =
        p -> model.forward(p.constant(x), p).sum();
    model.backward(loss);
    Tensor first = model.namedParameters().get("2.scale").gradient();
    model.backward(loss);
    assertTrue(first.arrayEqual(model.namedParameters().get("2.scale").gradient()));
  }

  @Test
  void parameterThatIsNotAskedForIsConstant() {
    Parameter scale = model.namedParameters().get("2.scale");
    Tensor gradient = Autodiff.grad(
            values -> {
              Parameters<Variable> p = Parameters.of(List.of(scale), values);
              return model.forward(p.constant(x), p).sum();
            },
            List.of(scale.value()))
        .get(0);
    model.backward(p -> model.forward(p.constant(x), p).sum());
    assertTrue(gradient.arrayEqual(scale.gradient()));
  }

  @Test
  void hessianOfAModelIsOneNestingAway() {
    List<Parameter> parameters = model.parameters();
    List<Tensor> values = parameters.stream().map(Parameter::value).toList();
    Function<List<Variable>, Variable> loss = variables -> {
      Parameters<Variable> p = Parameters.of(parameters, variables);
      return model.forward(p.constant(x), p).square().mean();
    };
    List<Tensor> v =
        values.stream().map(value -> KEY.normal(DType.F64, value.shape())).toList();
    List<Tensor> hv = Autodiff.hvp(loss, values, v);
    // The same through the gradient of the gradient's product with v.
    List<Tensor> expected = Autodiff.grad(
        variables -> {
          List<Variable> g = Autodiff.grad(loss, variables);
          Variable sum = Variable.of(Tensor.scalar(DType.F64, 0));
          for (int i = 0; i < g.size(); i++) {
            sum = sum.add(g.get(i).mul(Variable.of(v.get(i))).sum());
          }
          return sum;
        },
        values);
    for (int i = 0; i < hv.size(); i++) {
      assertTrue(hv.get(i).allClose(expected.get(i), 1e-12, 1e-13));
    }
  }

  @Test
  void optimizerMayMoveParametersIntoOneArray() {
    Tensor packed = Tensor.zeros(DType.F64, (int) model.parameterCount());
    Tensor before = model.forward(x);
    int start = 0;
    for (Parameter parameter : model.parameters()) {
      int size = parameter.value().size();
      parameter.rebind(packed.narrow(0, start, start + size).reshape(parameter.shape()));
      start += size;
    }
    assertTrue(before.arrayEqual(model.forward(x)));
    packed.fill(0);
    assertTrue(model.forward(x).arrayEqual(Tensor.zeros(DType.F64, 3, 3)));
  }

  // ---- layers against hand computed numbers

  @Test
  void linearGradientsByHand() {
    Linear linear =
        new Linear(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}), Tensor.of(0.1, 0.2, 0.3));
    Tensor input = Tensor.of(new double[][] {{1, -1}, {2, 0.5}});
    Tensor u = Tensor.of(new double[][] {{1, 0, -1}, {2, 1, 0}});
    // x W' + b
    assertTrue(linear
        .forward(input)
        .allClose(Tensor.of(new double[][] {{-0.9, -0.8, -0.7}, {3.1, 8.2, 13.3}}), 0, 1e-12));
    linear.backward(p -> linear.forward(p.constant(input), p).mul(p.constant(u)).sum());
    // gW = u' x, gb = sum of the rows of u
    assertArrayEquals(
        new double[] {5, 0, 2, 0.5, -1, 1}, linear.weight().gradient().toDoubleArray(), 1e-15);
    assertArrayEquals(new int[] {3, 2}, linear.weight().gradient().shape());
    assertArrayEquals(new double[] {3, 1, -1}, linear.bias().gradient().toDoubleArray(), 1e-15);
  }

  @Test
  void linearWithoutBiasActsOnTheLastAxis() {
    Linear linear = new Linear(Tensor.of(new double[][] {{1, 2}}), null);
    assertArrayEquals(
        new int[] {4, 3, 1}, linear.forward(Tensor.ones(DType.F64, 4, 3, 2)).shape());
    assertEquals(List.of("weight"), List.copyOf(linear.namedParameters().keySet()));
    assertNull(linear.bias());
  }

  @Test
  void activationsAreTheFunctionsOfTheirName() {
    Tensor z = Tensor.of(-1.5, 0.2, 2);
    assertTrue(Activation.relu().forward(z).arrayEqual(z.relu()));
    assertTrue(Activation.leakyRelu(0.1).forward(z).arrayEqual(z.leakyRelu(0.1)));
    assertTrue(Activation.tanh().forward(z).arrayEqual(z.tanh()));
    assertTrue(Activation.gelu().forward(z).arrayEqual(z.gelu()));
    assertTrue(Activation.silu().forward(z).arrayEqual(z.silu()));
    assertTrue(Activation.sigmoid().forward(z).arrayEqual(z.sigmoid()));
    assertTrue(Activation.softplus().forward(z).arrayEqual(z.softplus()));
    assertTrue(new Activation(Elementwise.define("half(x; c) = c * x"), 0.5)
        .forward(z)
        .arrayEqual(z.mul(0.5)));
  }

  // ---- errors

  private static String error(
      Class<? extends Exception> type, org.junit.jupiter.api.function.Executable body) {
    return assertThrows(type, body).getMessage();
  }

  @Test
  void lossThatIsNotANumberIsRefusedAndGradientsStay() {
    model.backward(p -> model.forward(p.constant(x), p).sum());
    Tensor before = model.namedParameters().get("0.weight").gradient();
    assertEquals(
        "backward: the loss must be a finite number; got NaN; is the learning rate too large, or a NaN in the data?",
        error(
            ArithmeticException.class,
            () -> model.backward(p -> model
                .forward(p.constant(Tensor.full(DType.F64, Double.NaN, 1, 2)), p)
                .sum())));
    assertSame(before, model.namedParameters().get("0.weight").gradient());
  }

  @Test
  void lossThatIsNoScalarIsRefused() {
    assertTrue(error(
            IllegalArgumentException.class,
            () -> model.backward(p -> model.forward(p.constant(x), p)))
        .startsWith("backward: f must return a scalar; got shape (3, 3)"));
  }

  @Test
  void moduleWithoutParametersHasNoGradient() {
    assertEquals(
        "backward: the module must have parameters; got none",
        error(
            IllegalStateException.class,
            () -> Activation.tanh().backward(p -> p.constant(x).sum())));
  }

  @Test
  void inputOfAnotherWidthOrDTypeIsRefused() {
    assertEquals(
        "linear: the last axis of x must have 2 elements of the weight's dtype; got x=(4, 3) f64, 0.weight=(3, 2) f64",
        error(IllegalArgumentException.class, () -> model.forward(Tensor.ones(DType.F64, 4, 3))));
    assertEquals(
        "linear: the last axis of x must have 2 elements of the weight's dtype; got x=(3, 2) f32, 0.weight=(3, 2) f64",
        error(IllegalArgumentException.class, () -> model.forward(x.to(DType.F32))));
  }

  @Test
  void weightAndBiasMustFit() {
    assertEquals(
        "linear: weight must be (out, in) and bias (out), of one dtype; got weight=(3, 2) f64, bias=(2,) f64",
        error(
            IllegalArgumentException.class,
            () -> new Linear(Tensor.ones(DType.F64, 3, 2), Tensor.ones(DType.F64, 2))));
  }

  @Test
  void activationMustHaveOneOperand() {
    assertEquals(
        "activation: f must have one operand, and a value for each scalar; got add(a, b) = a + b with 0 values",
        error(IllegalArgumentException.class, () -> new Activation(Functions.ADD)));
  }

  @Test
  void registrationOfATakenNameOrTooLateIsRefused() {
    class Own extends Layer {
      @Override
      public <A extends Array<A>> A forward(A x, Parameters<A> p) {
        return x;
      }

      void register(String name) {
        parameter(name, Tensor.of(1));
      }
    }
    Own own = new Own();
    own.register("a");
    assertEquals(
        "Own: names must differ, and not be empty or have a dot; got 'a' twice",
        error(IllegalArgumentException.class, () -> own.register("a")));
    assertEquals(
        "Own: names must differ, and not be empty or have a dot; got 'a.b'",
        error(IllegalArgumentException.class, () -> own.register("a.b")));
    own.parameters();
    assertEquals(
        "Own: parameters and parts must be registered before parameters() is called; got 'b' after it",
        error(IllegalStateException.class, () -> own.register("b")));
  }

  @Test
  void substitutesMustBeAsManyAsParameters() {
    assertEquals(
        "parameters: there must be one array for each parameter, and at least one; got 0 arrays, 5 parameters",
        error(
            IllegalArgumentException.class,
            () -> Parameters.of(model.parameters(), List.<Tensor>of())));
  }
}
