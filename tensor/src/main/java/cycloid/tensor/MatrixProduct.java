package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Gemm;
import java.util.Arrays;

/** The batched matrix product: shapes by NumPy's rules, numbers by {@link Gemm}, which takes any strides. */
final class MatrixProduct {
  private MatrixProduct() {}

  static Tensor matmul(Tensor a, Tensor b) {
    if (a.shape.length == 0 || b.shape.length == 0) {
      throw Checks.matmulScalar(a, b);
    }
    Checks.sameDType("matmul", a, b);
    Checks.innerExtents(a, b);
    if (a.shape.length == 2 && b.shape.length == 2) {
      int[] shape = {a.shape[0], b.shape[1]};
      Tensor out = product(a.dtype, shape, a.shape[a.shape.length - 1]);
      multiply(a, a.offset, b, b.offset, 0, out, 0);
      return out;
    }
    Tensor matrices = a.shape.length == 1 ? a.unsqueeze(0) : a;
    Tensor columns = b.shape.length == 1 ? b.unsqueeze(1) : b;
    Tensor product = batched(a, b, matrices, columns);
    Tensor withoutRow = a.shape.length == 1 ? product.squeeze(-2) : product;
    return b.shape.length == 1 ? withoutRow.squeeze(-1) : withoutRow;
  }

  /** x W' + b for matrices x (m, k) and W (n, k): the rows of the result start as b. */
  static Tensor affine(Tensor x, Tensor weight, Tensor bias) {
    int[] shape = {x.shape[0], weight.shape[0]};
    if (bias == null) {
      return matmul(x, weight.transpose());
    }
    Tensor out = Tensor.unwritten(x.dtype, shape, Shapes.size("linear", shape));
    Tensor row = bias.contiguous();
    for (int i = 0; i < shape[0]; i++) {
      System.arraycopy(row.storage, row.offset, out.storage, i * shape[1], shape[1]);
    }
    multiply(x, x.offset, weight.transpose(), weight.offset, 1, out, 0);
    return out;
  }

  /** Where a product goes: zeros when it sums over nothing, otherwise every element is about to be written. */
  private static Tensor product(DType dtype, int[] shape, int k) {
    int size = Shapes.size("matmul", shape);
    return k == 0 ? Tensor.fresh(dtype, shape, size) : Tensor.unwritten(dtype, shape, size);
  }

  private static Tensor batched(Tensor givenA, Tensor givenB, Tensor a, Tensor b) {
    int[] aBatch = Arrays.copyOf(a.shape, a.shape.length - 2);
    int[] bBatch = Arrays.copyOf(b.shape, b.shape.length - 2);
    int[] batch = Shapes.broadcast(aBatch, bBatch);
    if (batch == null) {
      throw Checks.matmulBatch(givenA, givenB);
    }
    if (bBatch.length == 0 && aBatch.length > 0) {
      // One matrix b for all: the rows of the whole batch are the rows of one product. A view when
      // a is contiguous.
      return rowsOf(a)
          .matmul(b)
          .reshape(withMatrix(batch, a.shape[a.shape.length - 2], b.shape[1]));
    }
    int[] shape = withMatrix(batch, a.shape[a.shape.length - 2], b.shape[b.shape.length - 1]);
    Tensor out = product(a.dtype, shape, a.shape[a.shape.length - 1]);
    if (out.size == 0) {
      return out;
    }
    int[][] strides = {
      Shapes.broadcastStrides(aBatch, a.strides, batch),
      Shapes.broadcastStrides(bBatch, b.strides, batch),
      Arrays.copyOf(out.strides, batch.length)
    };
    LoopNest.of(batch, strides)
        .forEach(new int[] {a.offset, b.offset, 0}, (at, rows, n, rowSteps, steps) -> {
          for (int i = 0; i < rows; i++) {
            for (int j = 0; j < n; j++) {
              multiply(
                  a,
                  at[0] + i * rowSteps[0] + j * steps[0],
                  b,
                  at[1] + i * rowSteps[1] + j * steps[1],
                  0,
                  out,
                  at[2] + i * rowSteps[2] + j * steps[2]);
            }
          }
        });
    return out;
  }

  private static Tensor rowsOf(Tensor a) {
    int k = a.shape[a.shape.length - 1];
    return a.reshape(
        k == 0 ? Shapes.size("matmul", Arrays.copyOf(a.shape, a.shape.length - 1)) : a.size / k, k);
  }

  private static int[] withMatrix(int[] batch, int m, int n) {
    int[] shape = Arrays.copyOf(batch, batch.length + 2);
    shape[batch.length] = m;
    shape[batch.length + 1] = n;
    return shape;
  }

  /**
   * One product of the last two axes, from given positions in the storages, plus beta times what `out` is; `out` is
   * row-major, and zero if k and beta are 0.
   */
  private static void multiply(
      Tensor a, int aOffset, Tensor b, int bOffset, int beta, Tensor out, int outOffset) {
    int aRank = a.shape.length;
    int bRank = b.shape.length;
    int m = a.shape[aRank - 2];
    int k = a.shape[aRank - 1];
    int n = b.shape[bRank - 1];
    if (m == 0 || n == 0 || k == 0) {
      return;
    }
    int aRow = a.strides[aRank - 2];
    int aColumn = a.strides[aRank - 1];
    int bRow = b.strides[bRank - 2];
    int bColumn = b.strides[bRank - 1];
    if (a.dtype == DType.F32) {
      float[] c = (float[]) out.storage;
      Gemm.gemm(
          m,
          n,
          k,
          1f,
          (float[]) a.storage,
          aOffset,
          aRow,
          aColumn,
          (float[]) b.storage,
          bOffset,
          bRow,
          bColumn,
          (float) beta,
          c,
          outOffset,
          n);
    } else {
      double[] c = (double[]) out.storage;
      Gemm.gemm(
          m,
          n,
          k,
          1d,
          (double[]) a.storage,
          aOffset,
          aRow,
          aColumn,
          (double[]) b.storage,
          bOffset,
          bRow,
          bColumn,
          (double) beta,
          c,
          outOffset,
          n);
    }
  }
}
