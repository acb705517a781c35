package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.random.Random;
import org.junit.jupiter.api.Test;

/** Steps in an arena: memory is used again, numbers that are kept stay. */
class ArenaTest {
  private static final Tensor X = Random.key(5).normal(DType.F32, 6, 40);

  @Test
  void aStepHasTheMemoryOfTheStepBeforeAndTheSameNumbers() {
    Arena arena = new Arena();
    Tensor first = arena.step(() -> X.softmax(1));
    Object memory = first.storage();
    Tensor second = arena.step(() -> X.layerNorm(1, 1e-5));
    assertSame(memory, second.storage());
    assertTrue(first.isRecycled());
    assertTrue(second.arrayEqual(X.layerNorm(1, 1e-5)));
    assertTrue(arena.step(() -> X.softmax(1)).arrayEqual(X.softmax(1)));
  }

  @Test
  void whatIsKeptStays() {
    Arena arena = new Arena();
    Tensor kept = arena.step(() -> X.softmax(1)).kept();
    Tensor next = arena.step(() -> X.neg().softmax(1));
    assertFalse(kept.isRecycled());
    assertNotSame(kept.storage(), next.storage());
    assertTrue(kept.arrayEqual(X.softmax(1)));
  }

  @Test
  void tensorsOutsideOfStepsAreFresh() {
    Arena arena = new Arena();
    Tensor inside = arena.step(() -> X.exp());
    Tensor outside = X.exp();
    arena.step(() -> X.neg());
    assertTrue(inside.isRecycled());
    assertFalse(outside.isRecycled());
    Tensor fresh = arena.step(() -> Arena.outside(() -> X.exp()));
    arena.step(() -> X.neg());
    assertFalse(fresh.isRecycled());
  }

  @Test
  void aStepThatFailsLeavesTheArenaReady() {
    Arena arena = new Arena();
    assertThrows(IllegalArgumentException.class, () -> arena.step(() -> X.matmul(X)));
    assertEquals(240, arena.step(() -> X.exp()).size());
    Tensor after = X.exp();
    arena.step(() -> X.neg());
    assertFalse(after.isRecycled());
  }

  @Test
  void stepsOfOneArenaDoNotNest() {
    Arena arena = new Arena();
    Arena other = new Arena();
    assertThrows(IllegalStateException.class, () -> arena.step(() -> arena.step(() -> X.exp())));
    Tensor result = arena.step(() -> other.step(() -> X.exp()).neg());
    assertTrue(result.arrayEqual(X.exp().neg()));
  }
}
