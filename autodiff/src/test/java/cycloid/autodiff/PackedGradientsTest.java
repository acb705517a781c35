package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Affine;
import cycloid.tensor.Functions;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Gradients of arrays that lie side by side lie side by side. */
class PackedGradientsTest {
  private static final int STEPS = 10;
  private static final Random KEY = Random.key(3);
  private static final Tensor X = KEY.normal(DType.F32, 6, 5);

  /** Arrays of their own memory. */
  private static List<Tensor> arrays(int[]... shapes) {
    List<Tensor> arrays = new ArrayList<>();
    for (int i = 0; i < shapes.length; i++) {
      arrays.add(KEY.fold(i + 1).normal(DType.F32, shapes[i]));
    }
    return arrays;
  }

  /** The same numbers, side by side. */
  private static List<Tensor> packed(List<Tensor> arrays) {
    int size = arrays.stream().mapToInt(Tensor::size).sum();
    Tensor together = Tensor.zeros(DType.F32, size);
    List<Tensor> views = new ArrayList<>();
    int at = 0;
    for (Tensor array : arrays) {
      Tensor view = together.narrow(0, at, at + array.size()).reshape(array.shape());
      view.copyFrom(array);
      views.add(view);
      at += array.size();
    }
    return views;
  }

  /** The gradients are those of arrays that lie apart, bit for bit, and side by side; returns the number of copies. */
  private static int check(Function<List<Variable>, Variable> f, List<Tensor> apart) {
    List<Tensor> xs = packed(apart);
    RepeatedGradient together = new RepeatedGradient("test");
    RepeatedGradient alone = new RepeatedGradient("test");
    for (int t = 0; t < STEPS; t++) {
      alone.value(f, apart);
      together.value(f, xs);
      List<Tensor> expected = alone.gradients();
      List<Tensor> got = together.gradients();
      for (int i = 0; i < xs.size(); i++) {
        assertTrue(got.get(i).arrayEqual(expected.get(i)), "gradient " + i + ", step " + t);
        assertTrue(got.get(i).isContiguous());
        assertFalse(got.get(i).isRecycled());
        assertNotSame(xs.get(i).storage(), got.get(i).storage());
        // The first steps differ, until chains of elementwise functions have been composed.
        if (t >= STEPS / 2) {
          assertSame(got.get(0).storage(), got.get(i).storage());
          assertEquals(xs.get(i).offset(), got.get(i).offset());
        }
      }
      assertEquals(0, alone.copies());
      // Where they come from is seen in the first step.
      assertTrue(t > 0 || together.copies() == xs.size());
    }
    return together.copies();
  }

  private static Variable layer(Affine affine, Variable x, Variable weight, Variable bias) {
    return x.apply(affine, List.of(x, weight, bias)).get(0);
  }

  private static Variable network(List<Variable> p) {
    Variable hidden = layer(Affine.followedBy(Functions.TANH), Variable.of(X), p.get(0), p.get(1));
    return layer(Affine.PLAIN, hidden, p.get(2), p.get(3));
  }

  private static List<Tensor> networkArrays() {
    return arrays(new int[] {7, 5}, new int[] {7}, new int[] {3, 7}, new int[] {3});
  }

  @Test
  void weightsAndBiasesOfLinearLayersAreNotCopied() {
    assertEquals(0, check(p -> network(p).square().sum(), networkArrays()));
  }

  @Test
  void elementwiseFunctionsAreNotCopied() {
    List<Tensor> xs = arrays(new int[] {6, 5}, new int[] {6, 5}, new int[] {5}, new int[] {});
    assertEquals(
        0,
        check(
            p -> p.get(0).mul(p.get(1)).exp().add(p.get(2)).mul(p.get(3)).tanh().sum(), xs));
  }

  @Test
  void rowsOfAnEmbeddingAreNotCopied() {
    List<Tensor> xs = arrays(new int[] {9, 5}, new int[] {5, 2});
    assertEquals(
        0, check(p -> p.get(0).gather(0, 3, 8, 3, 0).matmul(p.get(1)).square().sum(), xs));
  }

  @Test
  void anArrayThatIsUsedSeveralTimesIsSummedInPlace() {
    List<Tensor> xs = arrays(new int[] {5, 5}, new int[] {5}, new int[] {5});
    Affine affine = Affine.followedBy(Functions.TANH);
    assertEquals(
        0,
        check(
            p -> {
              Variable h = Variable.of(X);
              for (int i = 0; i < 4; i++) {
                h = layer(affine, h, p.get(0), p.get(1)).mul(p.get(2));
              }
              return h.square().sum();
            },
            xs));
  }

  @Test
  void aGradientOfTwoArraysIsCopiedToOne() {
    List<Tensor> xs = arrays(new int[] {4}, new int[] {4});
    assertEquals(1, check(p -> p.get(0).add(p.get(1)).square().sum(), xs));
  }

  @Test
  void viewsAreCopied() {
    List<Tensor> xs = arrays(new int[] {4}, new int[] {4}, new int[] {2, 3});
    check(
        p -> p.get(0)
            .concat(0, List.of(p.get(1), p.get(2).transpose().reshape(6)))
            .square()
            .sum(),
        xs);
  }

  @Test
  void aDerivativeInsideOfTheFunctionIsNotWrittenThere() {
    List<Tensor> inner = new ArrayList<>();
    List<Tensor> copies = new ArrayList<>();
    int copied = check(
        p -> {
          Variable g = Autodiff.grad(w -> network(w).square().sum(), p).get(0);
          inner.add(g.value());
          copies.add(g.value().copy());
          return network(p).sum().add(g.square().sum());
        },
        networkArrays());
    assertEquals(0, copied);
    for (int i = 0; i < inner.size(); i++) {
      assertTrue(inner.get(i).arrayEqual(copies.get(i)));
    }
  }

  @Test
  void anArrayThatIsNotUsedHasNoGradientAndLeavesTheOthersAsTheyAre() {
    List<Tensor> xs = packed(networkArrays());
    RepeatedGradient repeated = new RepeatedGradient("test");
    for (int t = 0; t < 2 * STEPS; t++) {
      boolean whole = t % 3 != 1;
      Function<List<Variable>, Variable> f = p -> whole
          ? network(p).square().sum()
          : layer(Affine.PLAIN, Variable.of(X), p.get(0), p.get(1)).square().sum();
      repeated.value(f, xs);
      List<Tensor> got = repeated.gradients();
      List<Tensor> expected = Autodiff.grad(f, xs);
      for (int i = 0; i < xs.size(); i++) {
        if (!whole && i > 1) {
          assertNull(got.get(i));
        } else {
          assertTrue(got.get(i).arrayEqual(expected.get(i)), "gradient " + i + ", step " + t);
        }
      }
    }
  }

  @Test
  void functionsThatChangeHaveTheirGradients() {
    List<Tensor> xs = packed(arrays(new int[] {5, 5}, new int[] {5, 5}, new int[] {5, 5}));
    RepeatedGradient repeated = new RepeatedGradient("test");
    Tensor x = X;
    for (int t = 0; t < 40; t++) {
      int turn = KEY.fold(t).integers(0, 4, 1)[0];
      Function<List<Variable>, Variable> f = p -> {
        Variable a = p.get(turn % 3);
        Variable b = p.get((turn + 1) % 3);
        Variable c = p.get((turn + 2) % 3);
        Variable y = Variable.of(x).matmul(a).tanh().matmul(b);
        return (turn == 3 ? y.mul(2).matmul(c).matmul(a) : y.matmul(c)).square().sum();
      };
      repeated.value(f, xs);
      List<Tensor> got = repeated.gradients();
      List<Tensor> expected = Autodiff.grad(f, xs);
      for (int i = 0; i < xs.size(); i++) {
        assertTrue(got.get(i).arrayEqual(expected.get(i)), "gradient " + i + ", step " + t);
      }
    }
  }

  @Test
  void gradientsThatAreKeptStay() {
    List<Tensor> xs = packed(networkArrays());
    RepeatedGradient repeated = new RepeatedGradient("test");
    List<Tensor> kept = new ArrayList<>();
    List<Tensor> copies = new ArrayList<>();
    for (int t = 0; t < 2 * STEPS; t++) {
      double scale = t + 1;
      repeated.value(p -> network(p).mul(scale).square().sum(), xs);
      List<Tensor> got = repeated.gradients();
      assertTrue(t < STEPS || repeated.copies() == 0);
      if (t % 4 != 3) {
        kept.add(got.get(t % 3).kept());
        copies.add(got.get(t % 3).copy());
      }
    }
    for (int i = 0; i < kept.size(); i++) {
      assertTrue(kept.get(i).arrayEqual(copies.get(i)), "kept " + i);
      assertFalse(kept.get(i).isRecycled());
    }
  }

  @Test
  void arraysThatMoveAreFollowed() {
    List<Tensor> apart = networkArrays();
    RepeatedGradient repeated = new RepeatedGradient("test");
    Function<List<Variable>, Variable> f = p -> network(p).square().sum();
    List<Tensor> expected = Autodiff.grad(f, apart);
    List<Tensor> half = new ArrayList<>(packed(apart.subList(0, 2)));
    half.addAll(apart.subList(2, 4));
    List<List<Tensor>> layouts = List.of(apart, packed(apart), half, packed(apart), apart);
    for (int t = 0; t < STEPS * layouts.size(); t++) {
      List<Tensor> xs = layouts.get(t / STEPS);
      repeated.value(f, xs);
      List<Tensor> got = repeated.gradients();
      for (int i = 0; i < xs.size(); i++) {
        assertTrue(got.get(i).arrayEqual(expected.get(i)), "gradient " + i + ", step " + t);
      }
      if (t % STEPS == STEPS - 1) {
        boolean together = got.get(0).storage() == got.get(1).storage();
        assertEquals(xs != apart, together);
      }
    }
  }

  @Test
  void arraysThatOverlapAreNotPackedTogether() {
    Tensor storage = KEY.normal(DType.F32, 12);
    List<Tensor> xs = List.of(
        storage.narrow(0, 0, 4),
        storage.narrow(0, 4, 8),
        storage.narrow(0, 0, 4),
        storage.narrow(0, 2, 6),
        storage.narrow(0, 8, 12));
    RepeatedGradient repeated = new RepeatedGradient("test");
    Function<List<Variable>, Variable> f = p -> {
      Variable sum = p.get(0);
      for (int i = 1; i < p.size(); i++) {
        sum = sum.add(p.get(i).mul(i + 1).tanh());
      }
      return sum.square().sum();
    };
    List<Tensor> expected = Autodiff.grad(f, xs);
    for (int t = 0; t < STEPS; t++) {
      repeated.value(f, xs);
      List<Tensor> got = repeated.gradients();
      for (int i = 0; i < xs.size(); i++) {
        assertTrue(got.get(i).arrayEqual(expected.get(i)), "gradient " + i);
      }
    }
  }
}
