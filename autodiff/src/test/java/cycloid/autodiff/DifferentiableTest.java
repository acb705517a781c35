package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferentiableTest {

  /** y0 = x0^2 x1,   y1 = exp(x1): two operands, two results, a derivative that reads both. */
  private static class Pair implements Differentiable {
    int values;

    @Override
    public String name() {
      return "pair";
    }

    @Override
    public List<Tensor> value(List<Tensor> x) {
      values++;
      return List.of(x.get(0).square().mul(x.get(1)), x.get(1).exp());
    }

    @Override
    public <A extends Array<A>> List<A> pullback(
        List<A> x, List<A> y, List<A> g, boolean[] wanted) {
      A g0 = g.get(0) == null
          ? null
          : wanted[0] ? g.get(0).mul(x.get(0)).mul(x.get(1)).mul(2) : null;
      A direct = g.get(0) == null ? null : g.get(0).mul(x.get(0).square());
      A throughExp = g.get(1) == null ? null : g.get(1).mul(y.get(1));
      A g1 = direct == null ? throughExp : throughExp == null ? direct : direct.add(throughExp);
      return Arrays.asList(g0, g1);
    }

    @Override
    public <A extends Array<A>> List<A> pushforward(List<A> x, List<A> y, List<A> dx) {
      A first = dx.get(0) == null ? null : dx.get(0).mul(x.get(0)).mul(x.get(1)).mul(2);
      A second = dx.get(1) == null ? null : dx.get(1).mul(x.get(0).square());
      A sum = first == null ? second : second == null ? first : first.add(second);
      return Arrays.asList(sum, dx.get(1) == null ? null : dx.get(1).mul(y.get(1)));
    }
  }

  private static final Tensor X0 = Tensor.of(1.5, -0.5, 2);
  private static final Tensor X1 = Tensor.of(0.25, 1, -1);

  @Test
  void derivativesOfBothResultsAgreeWithDifferencesToSecondOrder() {
    Autodiff.gradientCheck(
        x -> {
          List<Variable> y = x.get(0).apply(new Pair(), x);
          return y.get(0).mul(y.get(1)).add(y.get(1).square());
        },
        List.of(X0, X1));
  }

  @Test
  void oneResultAloneCanBeDifferentiated() {
    Autodiff.gradientCheck(x -> x.get(0).apply(new Pair(), x).get(1), List.of(X0, X1));
  }

  @Test
  void thirdDerivativesNest() {
    Tensor got = Autodiff.grad(
        x -> Autodiff.grad(
                y -> Autodiff.grad(
                        z -> z.apply(new Pair(), List.of(z, z)).get(0).sum(), y)
                    .sum(),
                x)
            .sum(),
        Tensor.of(2.0));
    // d3(x^3) = 6
    assertEquals(6, got.item(), 1e-12);
  }

  @Test
  void theValueIsComputedOnce() {
    Pair pair = new Pair();
    Autodiff.grad(x -> x.apply(pair, List.of(x, x)).get(0).sum(), X0);
    assertEquals(1, pair.values);
  }

  @Test
  void onTensorsItIsItsValue() {
    assertTrue(X0.apply(new Pair(), List.of(X0, X1)).get(1).arrayEqual(X1.exp()));
  }

  @Test
  void aChangedResultIsNoticed() {
    Exception e = assertThrows(
        IllegalStateException.class,
        () -> Autodiff.grad(
            x -> {
              Variable y = x.apply(new Pair(), List.of(x, x)).get(1);
              y.value().fill(0);
              return y.sum();
            },
            X0));
    assertTrue(
        e.getMessage().startsWith("pair: numbers that its derivative needs"), e.getMessage());
  }

  /** y = exp(x): a derivative that reads the result alone. */
  private static final class Exponential implements Differentiable {
    @Override
    public String name() {
      return "exponential";
    }

    @Override
    public boolean readsOperands() {
      return false;
    }

    @Override
    public List<Tensor> value(List<Tensor> x) {
      return List.of(x.get(0).exp());
    }

    @Override
    public <A extends Array<A>> List<A> pullback(
        List<A> x, List<A> y, List<A> g, boolean[] wanted) {
      return List.of(g.get(0).mul(y.get(0)));
    }

    @Override
    public <A extends Array<A>> List<A> pushforward(List<A> x, List<A> y, List<A> dx) {
      return List.of(dx.get(0).mul(y.get(0)));
    }
  }

  @Test
  void aDerivativeMayReadTheResultAlone() {
    Autodiff.gradientCheck(x -> x.get(0).apply(new Exponential(), x).get(0), List.of(X0));
  }
}
