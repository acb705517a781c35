package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As many elements as there may be, seen in one number of memory: no index overflows. */
class LargeShapesTest {
  private static final int MOST = Integer.MAX_VALUE;
  private static final Tensor LINE = Tensor.ones(DType.F32, 1).expand(MOST);
  private static final Tensor SQUARE = Tensor.ones(DType.F32, 1).expand(46340, 46340);

  @Test
  void viewsReachTheLastElement() {
    assertEquals(MOST, LINE.size());
    assertEquals(1, LINE.get(-1));
    assertEquals(1, LINE.get(MOST - 1));
    assertEquals(2, LINE.narrow(0, MOST - 2, MOST).sum().item());
    assertEquals(3, LINE.slice(Slice.step(-1_000_000_000)).sum().item());
    assertEquals(1, LINE.slice(Slice.of(-1, MOST, MOST)).size());
    assertEquals(2, LINE.gather(0, MOST - 1, -MOST).sum().item());
    assertEquals(2, LINE.take(Indices.of(MOST - 1, -MOST)).sum().item());
    assertEquals(
        List.of(1 << 30, (1 << 30) - 1),
        LINE.chunk(0, 2).stream().map(Tensor::size).toList());
  }

  @Test
  void shapesMoveWithoutMemory() {
    assertArrayEquals(new int[] {46340 * 46340}, SQUARE.reshape(-1).shape());
    assertArrayEquals(
        new int[] {4634, 10, 46340}, SQUARE.reshape(4634, -1, 46340).shape());
    assertArrayEquals(
        new int[] {46340, 1, 46340}, SQUARE.unsqueeze(1).transpose().shape());
    assertEquals(1, SQUARE.flip().index(Slice.at(46339), Slice.at(-1)).item());
    assertEquals(46340, SQUARE.diagonal().sum().item());
    assertEquals(1, SQUARE.diagonal(-46339, 0, 1).size());
    assertEquals(0, SQUARE.diagonal(46340, 0, 1).size());
  }

  @Test
  void oneMoreElementIsRefused() {
    Tensor one = Tensor.ones(DType.F32, 1);
    for (Runnable call : List.<Runnable>of(
        () -> one.expand(2, 1 << 30),
        () -> one.expand(1 << 16, 1 << 15),
        () -> LINE.concat(0, List.of(one)),
        () -> LINE.stack(0, List.of(LINE)),
        () -> LINE.pad(new int[] {1, 0}),
        () -> LINE.tile(0, 2),
        () -> LINE.repeat(0, 2),
        () -> LINE.unsqueeze(1).mul(Tensor.ones(DType.F32, 2)),
        () -> LINE.meshgrid(List.of(Tensor.ones(DType.F32, 2))),
        () -> one.embed(new int[] {1 << 16, 1 << 15}, Slice.at(0), Slice.at(0)),
        () -> Tensor.zeros(DType.F64, 1 << 20, 1 << 12),
        () -> Tensor.eye(DType.F64, 1 << 16),
        () -> Tensor.arange(DType.F64, 0, 3e9, 1),
        () -> Tensor.oneHot(DType.F64, Indices.of(new int[1 << 16]), 1 << 16))) {
      Throwable refused = assertThrows(IllegalArgumentException.class, call::run);
      assertTrue(refused.getMessage().contains("2147483647"), refused.getMessage());
    }
  }

  @Test
  void noElementsWithHugeExtentsAreFine() {
    Tensor nothing = Tensor.zeros(DType.F64, 0, MOST, MOST);
    assertEquals(0, nothing.size());
    assertArrayEquals(new int[] {MOST, MOST, 0}, nothing.transpose().add(1).shape());
    assertArrayEquals(new int[] {0}, nothing.reshape(-1).shape());
    assertThrows(IllegalArgumentException.class, () -> nothing.sum(0));
  }
}
