package cycloid.autodiff.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.CustomRule;
import cycloid.autodiff.Variable;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Memory is used again from step to step, but never that of numbers which somebody may still read. */
class StepMemoryTest {
  private static final Random KEY = Random.key(11);
  private static final int[] LABELS = {0, 2, 1, 1};

  private final Sequential model = new Sequential(
      new Linear(3, 5, DType.F64, KEY),
      Activation.tanh(),
      new Linear(5, 4, DType.F64, KEY.fold(1)),
      Activation.gelu(),
      new Linear(4, 3, DType.F64, KEY.fold(2)));

  private static Tensor batch(int i) {
    return KEY.fold(100 + i).normal(DType.F64, 4, 3);
  }

  private double step(Tensor x) {
    return model.backward(p -> Losses.crossEntropy(model.forward(p.constant(x), p), LABELS));
  }

  @Test
  void latestGradientsUseTheSameMemoryInEveryStep() {
    step(batch(0));
    List<Object> memory = new ArrayList<>();
    model
        .parameters()
        .forEach(parameter -> memory.add(parameter.latestGradient().storage()));
    step(batch(1));
    for (int i = 0; i < memory.size(); i++) {
      assertSame(memory.get(i), model.parameters().get(i).latestGradient().storage());
    }
  }

  @Test
  void gradientsThatWereHandedOutStay() {
    step(batch(0));
    List<Tensor> handedOut =
        model.parameters().stream().map(Parameter::gradient).toList();
    List<Tensor> copies = handedOut.stream().map(Tensor::copy).toList();
    for (int i = 1; i < 5; i++) {
      step(batch(i));
    }
    for (int i = 0; i < copies.size(); i++) {
      assertTrue(copies.get(i).arrayEqual(handedOut.get(i)));
      assertNotSame(
          handedOut.get(i).storage(), model.parameters().get(i).latestGradient().storage());
    }
  }

  @Test
  void valuesThatWereHandedOutStay() {
    List<Tensor> handedOut = new ArrayList<>();
    List<Tensor> copies = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Tensor x = batch(i);
      model.backward(p -> {
        Variable logits = model.forward(p.constant(x), p);
        Variable probabilities = logits.softmax(1);
        for (Variable variable :
            List.of(logits, probabilities.transpose(), probabilities.select(0, 1))) {
          handedOut.add(variable.value());
          copies.add(variable.value().copy());
        }
        return Losses.crossEntropy(logits, LABELS);
      });
    }
    for (int i = 0; i < copies.size(); i++) {
      assertTrue(copies.get(i).arrayEqual(handedOut.get(i)), "value " + i);
    }
  }

  @Test
  void tensorsThatARuleOfAUserKeepsStay() {
    List<Tensor> seen = new ArrayList<>();
    List<Tensor> copies = new ArrayList<>();
    CustomRule greedy = CustomRule.of(
        "greedy",
        x -> {
          seen.add(x.get(0));
          Tensor y = x.get(0).mul(2);
          seen.add(y);
          return y;
        },
        (x, y, g) -> {
          seen.add(g.value());
          seen.add(x.get(0).value().mul(3));
          return List.of(g.mul(2));
        });
    for (int i = 0; i < 4; i++) {
      Tensor x = batch(i);
      model.backward(p -> Losses.crossEntropy(greedy.at(model.forward(p.constant(x), p)), LABELS));
      while (copies.size() < seen.size()) {
        copies.add(seen.get(copies.size()).copy());
      }
    }
    assertEquals(16, copies.size());
    for (int i = 0; i < copies.size(); i++) {
      assertTrue(copies.get(i).arrayEqual(seen.get(i)), "tensor " + i);
    }
  }

  @Test
  void variableThatLeftAStepSaysThatItsNumbersAreGone() {
    Variable[] kept = new Variable[1];
    for (int i = 0; i < 3; i++) {
      Tensor x = batch(i);
      boolean first = i == 0;
      model.backward(p -> {
        Variable hidden = model.layers().get(0).forward(p.constant(x), p);
        kept[0] = first ? hidden : kept[0];
        return Losses.crossEntropy(model.forward(p.constant(x), p), LABELS).add(hidden.sum());
      });
    }
    assertEquals(
        "value: a variable must be used inside the function that it was made for; got (4, 5) f64 of a step that is over; "
            + "take its value() in the function",
        assertThrows(IllegalStateException.class, () -> kept[0].value()).getMessage());
  }

  @Test
  void aStepThatFailsLeavesTheGradientsBefore() {
    step(batch(0));
    List<Tensor> before =
        model.parameters().stream().map(Parameter::latestGradient).toList();
    List<Tensor> copies = before.stream().map(Tensor::copy).toList();
    Tensor bad = Tensor.full(DType.F64, Double.NaN, 4, 3);
    // A longer function, so that its values are not where those of the step before were.
    assertThrows(
        ArithmeticException.class,
        () -> model.backward(p -> {
          Variable out = model.forward(p.constant(bad), p).exp().sin().cos().mul(2);
          return Losses.crossEntropy(model.forward(out, p), LABELS);
        }));
    for (int i = 0; i < copies.size(); i++) {
      assertTrue(copies.get(i).arrayEqual(model.parameters().get(i).latestGradient()));
    }
  }

  @Test
  void stepsOfChangingLengthAndSizeGiveTheirOwnGradients() {
    for (int i = 0; i < 12; i++) {
      int rows = 1 + i % 4;
      int times = 1 + i % 3;
      Tensor x = KEY.fold(i).normal(DType.F64, rows, 3);
      Function<Parameters<Variable>, Variable> loss = p -> {
        Variable out = p.constant(x);
        for (int k = 0; k < times; k++) {
          out = model.forward(out, p);
        }
        return out.square().mean();
      };
      model.backward(loss);
      List<Tensor> expected = Autodiff.grad(
          xs -> loss.apply(Parameters.of(model.parameters(), xs)),
          model.parameters().stream().map(Parameter::value).toList());
      for (int k = 0; k < expected.size(); k++) {
        assertTrue(expected.get(k).arrayEqual(model.parameters().get(k).latestGradient()));
      }
    }
  }

  @Test
  void derivativesInsideAStepAreRight() {
    Tensor x = batch(0);
    for (int i = 0; i < 3; i++) {
      model.backward(p -> {
        Variable penalty = Autodiff.grad(y -> model.forward(y, p).sum(), p.constant(x));
        Tensor inner = Autodiff.grad(
            y -> model
                .forward(y, Parameters.of(List.of(new Parameter("none", x)), List.of(y)))
                .sum(),
            x);
        assertTrue(inner.arrayEqual(penalty.value()));
        return penalty.square().sum().add(model.forward(p.constant(x), p).sum());
      });
      List<Tensor> expected = Autodiff.grad(
          xs -> {
            Parameters<Variable> p = Parameters.of(model.parameters(), xs);
            Variable penalty = Autodiff.grad(y -> model.forward(y, p).sum(), p.constant(x));
            return penalty.square().sum().add(model.forward(p.constant(x), p).sum());
          },
          model.parameters().stream().map(Parameter::value).toList());
      for (int k = 0; k < expected.size(); k++) {
        assertTrue(expected.get(k).arrayEqual(model.parameters().get(k).latestGradient()));
      }
    }
  }

  @Test
  void parameterThatTheLossDoesNotUseIsNamed() {
    Layer first = model.layers().get(0);
    String message = assertThrows(
            IllegalArgumentException.class,
            () -> model.backward(p -> first.forward(p.constant(batch(0)), p).sum()))
        .getMessage();
    assertEquals(
        "backward: the loss must depend on every parameter; got none of "
            + "[2.weight, 2.bias, 4.weight, 4.bias] in it; use backward(loss, true) if that is meant",
        message);
    assertNull(model.parameters().get(0).gradient());
    model.backward(p -> first.forward(p.constant(batch(0)), p).sum(), true);
    assertNull(model.parameters().get(2).gradient());
    assertEquals(4, model.parameters().get(1).gradient().get(0));
  }
}
