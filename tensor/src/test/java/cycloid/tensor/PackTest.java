package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tensors of a step that lie side by side. */
class PackTest {
  private static final Tensor X = Random.key(5).normal(DType.F32, 3, 4);
  private static final Tensor Y = Random.key(6).normal(DType.F32, 4, 5);

  private final Arena arena = new Arena();

  /** A step that settles what it makes, each in its part. */
  @SafeVarargs
  private List<Tensor> step(Pack pack, Supplier<Tensor>... made) {
    return arena.step(() -> {
      List<Tensor> tensors = new ArrayList<>();
      for (Supplier<Tensor> one : made) {
        tensors.add(one.get());
      }
      List<Tensor> settled = new ArrayList<>();
      for (int part = 0; part < made.length; part++) {
        settled.add(pack.settle(part, tensors.get(part)));
      }
      return settled;
    });
  }

  private static void liesAt(int offset, Tensor x, Tensor neighbour) {
    assertEquals(offset, x.offset());
    assertTrue(x.isContiguous());
    assertFalse(x.isRecycled());
    assertSame(neighbour.storage(), x.storage());
  }

  @Test
  void fromTheSecondStepOnEachIsWrittenInItsPart() {
    List<Supplier<Tensor>> operations = List.of(
        () -> X.matmul(Y),
        () -> X.sum(0),
        () -> X.sum(1),
        () -> X.sum(),
        () -> X.tanh(),
        () -> X.add(Tensor.ofFloats(1, 2, 3, 4)),
        () -> X.transpose().exp(),
        () -> X.transpose().copy(),
        () -> X.scatterAdd(0, 5, 4, 1, 4),
        () -> X.scatterAdd(1, 6, 5, 0, 5, 2));
    for (Supplier<Tensor> operation : operations) {
      Tensor expected = operation.get();
      for (boolean first : new boolean[] {true, false}) {
        int at = first ? 0 : 7;
        int[] sizes = first ? new int[] {expected.size(), 7} : new int[] {7, expected.size()};
        Pack pack = new Pack(arena, DType.F32, sizes);
        for (int t = 0; t < 3; t++) {
          Tensor got =
              arena.step(() -> pack.settle(first ? 0 : 1, operation.get().contiguous()));
          liesAt(at, got, got);
          assertTrue(got.arrayEqual(expected), expected::toString);
          assertEquals(t == 0 ? 1 : 0, pack.copies());
        }
        pack.close();
      }
    }
  }

  @Test
  void aGradientOfAConvolutionIsWrittenInItsPart() {
    Tensor x = Random.key(7).normal(DType.F32, 2, 2, 5, 5);
    Tensor w = Random.key(8).normal(DType.F32, 3, 2, 3, 3);
    Tensor expected = x.conv2d(w);
    Pack pack = new Pack(arena, DType.F32, 3, expected.size());
    for (int t = 0; t < 3; t++) {
      Tensor got = arena.step(() -> pack.settle(1, x.conv2d(w)));
      liesAt(3, got, got);
      assertTrue(got.arrayEqual(expected));
      assertEquals(t == 0 ? 1 : 0, pack.copies());
    }
  }

  @Test
  void anOperationThatCannotWriteThereIsCopied() {
    Pack pack = new Pack(arena, DType.F32, 12, 12);
    for (int t = 0; t < 4; t++) {
      List<Tensor> got = step(pack, () -> X.softmax(1), () -> X.neg());
      liesAt(0, got.get(0), got.get(1));
      liesAt(12, got.get(1), got.get(0));
      assertTrue(got.get(0).arrayEqual(X.softmax(1)));
      assertEquals(t == 0 ? 2 : 1, pack.copies());
    }
  }

  @Test
  void whatIsKeptStaysAndThePackMoves() {
    Pack pack = new Pack(arena, DType.F32, 12, 15);
    step(pack, () -> X.exp(), () -> X.matmul(Y));
    List<Tensor> kept = step(pack, () -> X.exp(), () -> X.matmul(Y));
    kept.get(1).kept();
    for (int t = 0; t < 3; t++) {
      List<Tensor> next = step(pack, () -> X.neg(), () -> Y.transpose().matmul(X.transpose()));
      liesAt(12, next.get(1), next.get(0));
      assertNotSame(kept.get(1).storage(), next.get(1).storage());
    }
    assertTrue(kept.get(1).arrayEqual(X.matmul(Y)));
    assertFalse(kept.get(1).isRecycled());
    assertTrue(kept.get(0).isRecycled());
  }

  @Test
  void aCopyThatIsKeptStays() {
    Pack pack = new Pack(arena, DType.F32, 12, 12);
    Tensor kept = step(pack, () -> X.softmax(1), () -> X.neg()).get(0).kept();
    step(pack, () -> X.neg(), () -> X.neg());
    step(pack, () -> X.neg(), () -> X.neg());
    assertTrue(kept.arrayEqual(X.softmax(1)));
  }

  @Test
  void stepsInAnotherOrderGiveTheSameNumbers() {
    Pack pack = new Pack(arena, DType.F32, 12, 12);
    Supplier<Tensor> exp = () -> X.exp();
    Supplier<Tensor> neg = () -> X.neg();
    Supplier<Tensor> longer = () -> X.sin().cos();
    for (int t = 0; t < 30; t++) {
      Supplier<Tensor> a = t % 2 == 0 ? exp : t % 3 == 0 ? longer : neg;
      Supplier<Tensor> b = t % 5 == 0 ? neg : t % 7 < 3 ? longer : exp;
      List<Tensor> got = step(pack, a, b);
      assertTrue(got.get(0).arrayEqual(a.get()), "step " + t);
      assertTrue(got.get(1).arrayEqual(b.get()), "step " + t);
    }
  }

  @Test
  void whatIsMadeInTheTurnOfAnotherIsNotOverwritten() {
    Pack pack = new Pack(arena, DType.F32, 12, 12);
    step(pack, () -> X.exp(), () -> X.neg());
    for (int t = 0; t < 4; t++) {
      // Each is written in the part of the other, or where it was made; never one over the other.
      boolean swapped = t % 2 == 0;
      List<Tensor> got = arena.step(() -> {
        Tensor exp = X.exp();
        Tensor neg = X.neg();
        return swapped
            ? List.of(pack.settle(1, exp), pack.settle(0, neg))
            : List.of(pack.settle(0, exp), pack.settle(1, neg));
      });
      assertTrue(got.get(0).arrayEqual(X.exp()));
      assertTrue(got.get(1).arrayEqual(X.neg()));
    }
  }

  @Test
  void oneTensorInTwoPartsIsCopiedToOne() {
    Pack pack = new Pack(arena, DType.F32, 12, 12);
    for (int t = 0; t < 4; t++) {
      List<Tensor> got = arena.step(() -> {
        Tensor exp = X.exp();
        return List.of(pack.settle(0, exp), pack.settle(1, exp));
      });
      liesAt(0, got.get(0), got.get(1));
      liesAt(12, got.get(1), got.get(0));
      assertTrue(got.get(0).arrayEqual(X.exp()));
      assertTrue(got.get(1).arrayEqual(X.exp()));
      assertEquals(t == 0 ? 2 : 1, pack.copies());
    }
  }

  @Test
  void aPartThatIsSkippedLeavesItsTurnToOthers() {
    Pack pack = new Pack(arena, DType.F32, 12, 12);
    step(pack, () -> X.exp());
    for (int t = 0; t < 4; t++) {
      Tensor got = arena.step(() -> {
        Tensor neg = X.neg();
        pack.skip(0);
        return pack.settle(1, neg);
      });
      assertTrue(got.arrayEqual(X.neg()));
      if (t > 1) {
        liesAt(12, got, got);
        assertEquals(0, pack.copies());
      }
    }
  }

  @Test
  void aClosedPackIsNotWrittenTo() {
    Pack pack = new Pack(arena, DType.F32, 12, 12);
    step(pack, () -> X.exp(), () -> X.neg());
    List<Tensor> last = step(pack, () -> X.exp(), () -> X.neg());
    pack.close();
    for (int t = 0; t < 3; t++) {
      Tensor other = arena.step(() -> X.sin());
      assertNotSame(last.get(0).storage(), other.storage());
    }
    assertTrue(last.get(0).arrayEqual(X.exp()));
  }

  @Test
  void aPackOfOnePartIsNotGivenToOthers() {
    Pack pack = new Pack(arena, DType.F32, 12);
    for (int t = 0; t < 3; t++) {
      step(pack, () -> X.exp());
    }
    List<Tensor> got = arena.step(() -> {
      // In the turn of the exponential, but not able to be written there; then another that is
      // copied to the pack.
      Tensor softmax = X.softmax(1);
      Tensor neg = X.neg();
      return List.of(softmax, pack.settle(0, neg));
    });
    assertTrue(got.get(0).arrayEqual(X.softmax(1)));
    assertTrue(got.get(1).arrayEqual(X.neg()));
    assertNotSame(got.get(0).storage(), got.get(1).storage());
  }

  @Test
  void aTensorMustFitItsPart() {
    Pack pack = new Pack(arena, DType.F32, 12, 15);
    List<Tensor> before = step(pack, () -> X.exp(), () -> X.matmul(Y));
    for (Tensor other : List.of(X.matmul(Y), X.transpose(), X.to(DType.F64), X.sum())) {
      String message = assertThrows(IllegalArgumentException.class, () -> pack.settle(0, other))
          .getMessage();
      assertEquals(
          "pack: a tensor must be contiguous and fit its part; got "
              + Checks.described(other)
              + " for a part of 12 elements f32",
          message);
    }
    assertTrue(before.get(1).arrayEqual(X.matmul(Y)));
  }

  @Test
  void emptyPartsAndPartsOfOneElement() {
    Tensor empty = Tensor.zeros(DType.F64, 0, 3);
    Tensor one = Tensor.of(2);
    Pack pack = new Pack(arena, DType.F64, 0, 1, 3);
    for (int t = 0; t < 3; t++) {
      List<Tensor> got = step(pack, () -> empty.exp(), () -> one.sum(), () -> empty.sum(0));
      assertEquals(0, got.get(0).size());
      assertEquals(2, got.get(1).item());
      assertTrue(got.get(2).arrayEqual(Tensor.zeros(DType.F64, 3)));
    }
  }
}
