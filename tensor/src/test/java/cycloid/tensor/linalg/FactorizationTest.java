package cycloid.tensor.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * Factors multiplied together give the matrix, and orthonormal ones are, within 50 n eps |a|: the bound of a backward
 * stable algorithm. Matrices of every kind, around the block size, and up to 300.
 */
class FactorizationTest {
  private static final double EPSILON = 0x1p-52;

  private static final int[][] SHAPES = {
    {1, 1},
    {2, 2},
    {3, 3},
    {5, 3},
    {3, 5},
    {1, 4},
    {4, 1},
    {17, 17},
    {31, 31},
    {32, 32},
    {33, 33},
    {40, 24},
    {24, 40},
    {65, 65},
    {100, 65},
    {300, 300},
    {300, 40},
    {40, 300}
  };

  /** What a matrix is like. */
  private enum Kind {
    RANDOM,
    GRADED_COLUMNS,
    GRADED_ROWS,
    CLUSTERED,
    RANK_DEFICIENT,
    HUGE,
    TINY,
    ZERO,
    /** What is left after the first reflection is rounding noise, of noise, ... down to subnormal numbers. */
    ONES,
    ARROW,
    /** From 1 at the last element to numbers that underflow. */
    STEEP;

    Tensor matrix(int m, int n) {
      Random[] keys = Random.key(31L * m + n).split(3);
      int k = Math.min(m, n);
      Tensor a = keys[0].normal(DType.F64, m, n);
      return switch (this) {
        case RANDOM -> a;
        case GRADED_COLUMNS -> a.mul(powers(n));
        case GRADED_ROWS -> a.mul(powers(m).flip().unsqueeze(1));
        case CLUSTERED -> {
          Tensor q = orthonormal(keys[0].normal(DType.F64, m, k));
          Tensor p = orthonormal(keys[1].normal(DType.F64, n, k));
          Tensor near = keys[2].uniform(DType.F64, k).mul(1e-13).add(1);
          yield q.mul(near).matmul(p.transpose());
        }
        case RANK_DEFICIENT -> {
          int rank = (k + 1) / 2;
          yield keys[0].normal(DType.F64, m, rank).matmul(keys[1].normal(DType.F64, rank, n));
        }
        case HUGE -> a.mul(1e300);
        case TINY -> a.mul(1e-300);
        case ZERO -> a.mul(0);
        case ONES -> Tensor.ones(DType.F64, m, n);
        case ARROW -> {
          Tensor arrow = Tensor.zeros(DType.F64, m, n);
          arrow.narrow(0, 0, 1).fill(1);
          arrow.narrow(1, 0, 1).fill(1);
          yield arrow;
        }
        case STEEP -> {
          Tensor rows = Tensor.arange(DType.F64, 1 - m, 1, 1).mul(2 * StrictMath.log(10));
          Tensor columns = Tensor.arange(DType.F64, 1 - n, 1, 1).mul(2 * StrictMath.log(10));
          yield a.mul(rows.exp().unsqueeze(1)).mul(columns.exp());
        }
      };
    }

    private static Tensor orthonormal(Tensor a) {
      return Linalg.qr(a).q();
    }

    /** 1, ..., 1e-14. */
    private static Tensor powers(int n) {
      return Tensor.linspace(DType.F64, 0, -14, n).mul(StrictMath.log(10)).exp();
    }
  }

  private static void each(BiConsumer<String, Tensor> test) {
    for (int[] shape : SHAPES) {
      for (Kind kind : Kind.values()) {
        test.accept(kind + " " + shape[0] + "x" + shape[1], kind.matrix(shape[0], shape[1]));
      }
    }
  }

  private static double norm(Tensor a) {
    return Linalg.norm(a, MatrixNorm.FROBENIUS).item();
  }

  private static void expectEqual(String name, Tensor a, Tensor product) {
    double bound = 50 * Math.max(a.size(0), a.size(1)) * EPSILON * norm(a);
    double error = norm(a.sub(product));
    assertTrue(error <= bound, name + ": " + error + " exceeds " + bound);
  }

  private static void expectOrthonormalColumns(String name, Tensor q) {
    Tensor eye = Tensor.eye(DType.F64, q.size(1));
    double error = norm(q.transpose().matmul(q).sub(eye));
    double bound = 50 * q.size(0) * EPSILON;
    assertTrue(error <= bound, name + ": " + error + " exceeds " + bound);
  }

  private static void expectTriangle(String name, Tensor r, boolean lower) {
    for (int i = 0; i < r.size(0); i++) {
      for (int j = 0; j < r.size(1); j++) {
        assertTrue((lower ? j <= i : j >= i) || r.get(i, j) == 0, name);
      }
      assertTrue(i >= r.size(1) || r.get(i, i) >= 0, name);
    }
  }

  @Test
  void qr() {
    each((name, a) -> {
      for (Qr<Tensor> qr : new Qr[] {Linalg.qr(a), Linalg.qrFull(a)}) {
        expectEqual(name, a, qr.q().matmul(qr.r()));
        expectOrthonormalColumns(name, qr.q());
        expectTriangle(name, qr.r(), false);
      }
      assertArrayEquals(new int[] {a.size(0), a.size(0)}, Linalg.qrFull(a).q().shape());
    });
  }

  @Test
  void pivotedQrShowsTheRank() {
    each((name, a) -> {
      PivotedQr qr = Linalg.qrPivoted(a);
      expectEqual(name, a.gather(1, qr.order()), qr.q().matmul(qr.r()));
      expectOrthonormalColumns(name, qr.q());
      expectTriangle(name, qr.r(), false);
      for (int i = 1; i < Math.min(a.size(0), a.size(1)); i++) {
        double before = qr.r().get(i - 1, i - 1);
        assertTrue(
            qr.r().get(i, i) <= before * (1 + 1e-7) + 100 * EPSILON * norm(a), name + " " + i);
      }
    });
  }

  @Test
  void lu() {
    each((name, a) -> {
      Lu lu = Linalg.lu(a);
      expectEqual(name, a.gather(0, lu.order()), lu.l().matmul(lu.u()));
      assertTrue(lu.l().abs().max().item() <= 1, name);
    });
  }

  @Test
  void svd() {
    each((name, a) -> {
      for (Svd<Tensor> svd : new Svd[] {Linalg.svd(a), Linalg.svdFull(a)}) {
        int k = svd.s().size();
        Tensor u = svd.u().narrow(1, 0, k);
        expectEqual(name, a, u.mul(svd.s()).matmul(svd.vh().narrow(0, 0, k)));
        expectOrthonormalColumns(name, svd.u());
        expectOrthonormalColumns(name, svd.vh().transpose());
        for (int i = 0; i < k; i++) {
          assertTrue(svd.s().get(i) >= 0, name);
          assertTrue(i == 0 || svd.s().get(i) <= svd.s().get(i - 1), name);
        }
        assertTrue(svd.s().arrayEqual(Linalg.svdvals(a)), name);
      }
    });
  }

  @Test
  void eigh() {
    each((name, a) -> {
      if (a.size(0) == a.size(1)) {
        Tensor symmetric = a.add(a.transpose());
        Eigh<Tensor> eigen = Linalg.eigh(symmetric);
        Tensor v = eigen.vectors();
        expectEqual(name, symmetric, v.mul(eigen.values()).matmul(v.transpose()));
        expectOrthonormalColumns(name, v);
        for (int i = 1; i < a.size(0); i++) {
          assertTrue(eigen.values().get(i - 1) <= eigen.values().get(i), name);
        }
        assertTrue(eigen.values().arrayEqual(Linalg.eigvalsh(symmetric)), name);
      }
    });
  }

  @Test
  void cholesky() {
    each((name, a) -> {
      if (a.size(0) == a.size(1) && norm(a) > 0 && norm(a) < 1e150 && norm(a) > 1e-150) {
        Tensor shift = Tensor.eye(DType.F64, a.size(0)).mul(norm(a) * norm(a));
        Tensor positive = a.matmul(a.transpose()).add(shift);
        Tensor l = Linalg.cholesky(positive);
        expectEqual(name, positive, l.matmul(l.transpose()));
        expectTriangle(name, l, true);
      }
    });
  }

  @Test
  void solvesHaveSmallResiduals() {
    each((name, a) -> {
      if (a.size(0) == a.size(1)
          && norm(a) > 1e-20
          && norm(a) < 1e20
          && !Linalg.lu(a).isSingular()) {
        Tensor b = Random.key(9).normal(DType.F64, a.size(0), 3);
        Tensor x = Linalg.solve(a, b);
        if (x.sub(x).abs().sum().item() != 0) {
          return; // the solution overflows
        }
        double bound = 50 * a.size(0) * EPSILON * norm(a) * norm(x);
        assertTrue(norm(a.matmul(x).sub(b)) <= bound, name);
      }
    });
  }

  @Test
  void triangularSolvesWithEitherTriangleAndItsTranspose() {
    for (int n : new int[] {1, 2, 31, 33, 70}) {
      Random[] keys = Random.key(n).split(2);
      Tensor t = keys[0].uniform(DType.F64, n, n).mul(1.0 / n).add(Tensor.eye(DType.F64, n));
      Tensor b = keys[1].normal(DType.F64, n, 5);
      for (boolean lower : new boolean[] {false, true}) {
        Tensor triangle = lower ? t.tril(0) : t.triu(0);
        Tensor x = Linalg.solveTriangular(t, b, lower);
        expectEqual("n=" + n, b, triangle.matmul(x));
        Tensor transposed = Linalg.solveTriangular(t.transpose(), b, !lower);
        expectEqual("n=" + n, b, triangle.transpose().matmul(transposed));
        Tensor ones = lower ? t.tril(-1) : t.triu(1);
        Tensor unit = Linalg.solveTriangular(t, b, lower, true);
        expectEqual("n=" + n, b, ones.matmul(unit).add(unit));
      }
    }
  }

  @Test
  void choleskyUpdatesAndDowndates() {
    Tensor a = Random.key(5).normal(DType.F64, 20, 20);
    Tensor positive = a.matmul(a.transpose()).add(Tensor.eye(DType.F64, 20));
    Tensor x = Random.key(6).normal(DType.F64, 20);
    Tensor l = Linalg.cholesky(positive);
    Tensor updated = Linalg.choleskyUpdate(l, x, 1);
    expectEqual("update", positive.add(x.outer(x)), updated.matmul(updated.transpose()));
    Tensor back = Linalg.choleskyUpdate(updated, x, -1);
    assertTrue(back.allClose(l, 1e-11, 1e-11));
  }

  @Test
  void anEmptyMatrixHasEmptyFactors() {
    Tensor none = Tensor.zeros(DType.F64, 0, 0);
    assertArrayEquals(new int[] {0, 0}, Linalg.cholesky(none).shape());
    assertArrayEquals(new int[] {0}, Linalg.eigh(none).values().shape());
    assertArrayEquals(
        new int[] {3, 0}, Linalg.qr(Tensor.zeros(DType.F64, 3, 0)).q().shape());
    assertArrayEquals(
        new int[] {3, 3}, Linalg.svdFull(Tensor.zeros(DType.F64, 3, 0)).u().shape());
    assertArrayEquals(
        new int[] {0, 3}, Linalg.svd(Tensor.zeros(DType.F64, 0, 3)).vh().shape());
    assertArrayEquals(
        new int[] {2, 0, 0}, Linalg.inv(Tensor.zeros(DType.F64, 2, 0, 0)).shape());
    assertEquals(1, Linalg.det(none).item());
    assertEquals(0, Linalg.rank(none));
    assertEquals(0, Linalg.norm(none, MatrixNorm.SPECTRAL).item());
    assertArrayEquals(
        new int[] {0, 2, 2}, Linalg.cholesky(Tensor.zeros(DType.F64, 0, 2, 2)).shape());
  }

  @Test
  void aBatchIsItsMatricesOneByOne() {
    Tensor a = Random.key(7).normal(DType.F64, 2, 3, 5, 5);
    Tensor b = Random.key(8).normal(DType.F64, 3, 5, 2);
    Tensor x = Linalg.solve(a, b);
    Svd<Tensor> svd = Linalg.svd(a.slice());
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        Tensor matrix = a.select(0, i).select(0, j);
        Tensor rhs = b.select(0, j);
        assertTrue(x.select(0, i).select(0, j).arrayEqual(Linalg.solve(matrix, rhs)));
        assertTrue(
            svd.u().select(0, i).select(0, j).arrayEqual(Linalg.svd(matrix).u()));
      }
    }
  }

  @Test
  void viewsAreFactoredAsWhatTheyShow() {
    Tensor a = Random.key(11).normal(DType.F64, 6, 5);
    assertTrue(
        Linalg.qr(a.transpose()).r().arrayEqual(Linalg.qr(a.transpose().copy()).r()));
  }

  @Test
  void singlePrecisionIsRoundedOnce() {
    Tensor a = Random.key(12).normal(DType.F32, 30, 30);
    Tensor s = Linalg.svdvals(a);
    assertEquals(DType.F32, s.dtype());
    assertTrue(s.arrayEqual(Linalg.svdvals(a.to(DType.F64)).to(DType.F32)));
  }
}
