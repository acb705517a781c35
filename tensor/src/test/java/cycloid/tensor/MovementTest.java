package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MovementTest {
  private static final Tensor X = Tensor.arange(DType.F64, 24).reshape(2, 3, 4);

  private static Tensor rows(double[]... rows) {
    return Tensor.of(rows);
  }

  @ParameterizedTest
  @EnumSource
  void copiesOfEveryLayoutHaveTheSameElements(DType dtype) {
    Random random = new Random(4);
    for (int[] shape : new int[][] {{}, {5}, {3, 4}, {2, 3, 4}, {37, 41}, {3, 1, 20, 18}, {0, 2}}) {
      for (int kind = 0; kind < Layouts.KINDS; kind++) {
        Tensor x = Layouts.whole(random, dtype, kind, shape);
        Tensor copy = x.copy();
        assertTrue(copy.isContiguous());
        assertNotSame(x.storage(), copy.storage());
        for (int i = 0; i < x.size(); i++) {
          assertEquals(x.get(Layouts.index(shape, i)), dtype.get(copy.storage(), i));
        }
        Tensor there = Layouts.whole(random, dtype, kind == 4 ? 0 : kind, shape);
        there.copyFrom(x);
        assertTrue(there.arrayEqual(x));
      }
    }
  }

  @Test
  void reshapeInfersOneExtentAndIsAViewWhereItCanBe() {
    assertArrayEquals(new int[] {6, 4}, X.reshape(-1, 4).shape());
    assertArrayEquals(new int[] {24}, X.flatten().shape());
    assertArrayEquals(new int[] {1}, Tensor.scalar(DType.F64, 3).reshape(1).shape());
    assertArrayEquals(
        new int[] {0, 7}, Tensor.zeros(DType.F64, 7, 0).reshape(0, 7).shape());
    assertSame(X.storage(), X.reshape(4, 6).storage());
    assertSame(X.storage(), X.permute(2, 0, 1).reshape(4, 6).storage());
    assertSame(
        X.storage(),
        X.slice(Slice.all(), Slice.all(), Slice.step(2)).reshape(6, 1, 2).storage());
    assertNotSame(X.storage(), X.transpose().reshape(6, 4).storage());
  }

  @Test
  void reshapeKeepsRowMajorOrderInEveryLayout() {
    Random random = new Random(5);
    int[][] targets = {{24}, {4, 6}, {6, 4}, {2, 12}, {1, 24, 1}, {2, 2, 2, 3}, {3, 8}, {12, 2}};
    for (int kind = 0; kind < Layouts.KINDS; kind++) {
      Tensor x = Layouts.whole(random, DType.F64, kind, 2, 3, 4);
      for (int[] target : targets) {
        assertArrayEquals(x.toDoubleArray(), x.reshape(target).toDoubleArray());
        Tensor cut = x.slice(Slice.all(), Slice.of(0, 2)).permute(1, 0, 2);
        assertArrayEquals(cut.toDoubleArray(), cut.reshape(2, 8).toDoubleArray());
      }
    }
  }

  @Test
  void axesMoveAsInNumPy() {
    assertArrayEquals(new int[] {4, 3, 2}, X.transpose().shape());
    assertArrayEquals(new int[] {2, 4, 3}, X.matrixTranspose().shape());
    assertArrayEquals(new int[] {4, 3, 2}, X.swapAxes(0, -1).shape());
    assertArrayEquals(new int[] {3, 4, 2}, X.moveAxis(0, -1).shape());
    assertArrayEquals(new int[] {4, 2, 3}, X.moveAxis(-1, 0).shape());
    assertEquals(X.get(1, 2, 3), X.permute(2, 0, 1).get(3, 1, 2));
    assertArrayEquals(new int[] {2, 3, 4, 1}, X.unsqueeze(-1).shape());
    assertArrayEquals(new int[] {2, 3, 4}, X.unsqueeze(0).unsqueeze(2).squeeze().shape());
    assertArrayEquals(
        new int[] {2, 1, 3, 4}, X.unsqueeze(0).unsqueeze(2).squeeze(0).shape());
    assertArrayEquals(new int[] {}, Tensor.scalar(DType.F64, 1).transpose().shape());
  }

  @Test
  void expandRepeatsWithoutCopying() {
    Tensor x = rows(new double[] {1}, new double[] {2}).expand(3, 2, 2);
    assertArrayEquals(new int[] {0, 1, 0}, x.strides());
    assertArrayEquals(new double[] {1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2}, x.toDoubleArray());
    assertArrayEquals(new int[] {2, 0}, Tensor.zeros(DType.F64, 1).expand(2, 0).shape());
  }

  @Test
  void gatherTakesEntriesAndScatterAddPutsThemBack() {
    Tensor x = rows(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
    assertTrue(x.gather(0, 2, 0, -1)
        .arrayEqual(rows(new double[] {5, 6}, new double[] {1, 2}, new double[] {5, 6})));
    assertTrue(
        x.transpose().gather(1, 2, 0).arrayEqual(rows(new double[] {5, 1}, new double[] {6, 2})));
    assertTrue(
        x.scatterAdd(0, 2, 1, 0, 1).arrayEqual(rows(new double[] {3, 4}, new double[] {6, 8})));
    assertTrue(x.scatterAdd(1, 3, 2, -2)
        .arrayEqual(rows(new double[] {0, 2, 1}, new double[] {0, 4, 3}, new double[] {0, 6, 5})));
    assertArrayEquals(new int[] {0, 2}, x.gather(0).shape());
  }

  @Test
  void scatterAddIsTheAdjointOfGather() {
    int[] indices = {1, 1, 0, 2, 1};
    Tensor g = Tensor.arange(DType.F64, 40).reshape(2, 5, 4);
    double left = X.gather(1, indices).mul(g).sum().item();
    assertEquals(left, X.mul(g.scatterAdd(1, 3, indices)).sum().item());
  }

  @Test
  void concatStackAndSplitFitTogether() {
    Tensor a = rows(new double[] {1, 2});
    Tensor b = rows(new double[] {3, 4}, new double[] {5, 6});
    Tensor joined = a.concat(0, List.of(b));
    assertTrue(
        joined.arrayEqual(rows(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6})));
    List<Tensor> parts = joined.split(0, 1, 2);
    assertTrue(parts.get(0).arrayEqual(a) && parts.get(1).arrayEqual(b));
    assertTrue(b.concat(-1, List.of(b, b)).arrayEqual(b.tile(1, 3)));
    assertTrue(Tensor.of(1, 2)
        .stack(1, List.of(Tensor.of(3, 4)))
        .arrayEqual(rows(new double[] {1, 3}, new double[] {2, 4})));
    assertArrayEquals(new int[] {2, 2, 2}, b.stack(-1, List.of(b)).shape());
    assertTrue(X.chunk(2, 2).get(1).arrayEqual(X.narrow(2, 2, 4)));
  }

  @Test
  void flipRollAndPadMoveElements() {
    Tensor x = Tensor.of(1, 2, 3, 4);
    assertArrayEquals(new double[] {4, 3, 2, 1}, x.flip().toDoubleArray());
    assertArrayEquals(new double[] {4, 1, 2, 3}, x.roll(0, 1).toDoubleArray());
    assertArrayEquals(new double[] {2, 3, 4, 1}, x.roll(0, -5).toDoubleArray());
    assertArrayEquals(
        new double[] {0, 1, 2, 3, 4, 0, 0}, x.pad(new int[] {1, 2}).toDoubleArray());
    assertArrayEquals(
        new double[] {3, 2, 1, 0},
        rows(new double[] {0, 1}, new double[] {2, 3}).flip().toDoubleArray());
    assertArrayEquals(
        new double[] {1, 0, 3, 2},
        rows(new double[] {0, 1}, new double[] {2, 3}).flip(1).toDoubleArray());
  }
}
