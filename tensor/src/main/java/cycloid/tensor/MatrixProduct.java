package cycloid.tensor;

import cycloid.simd.DType;
import cycloid.simd.Gemm;
import cycloid.simd.SmallProducts;
import java.util.Arrays;

/**
 * The batched matrix product: shapes by NumPy's rules, numbers by {@link Gemm}, which takes any strides, or by {@link
 * VectorProduct}.
 */
final class MatrixProduct {
  private MatrixProduct() {}

  static Tensor matmul(Tensor a, Tensor b) {
    if (a.shape.length == 0 || b.shape.length == 0) {
      throw ProductChecks.matmulScalar(a, b);
    }
    Checks.sameDType("matmul", a, b);
    ProductChecks.innerExtents(a, b);
    if (a.shape.length == 2 && b.shape.length == 2) {
      int[] shape = {a.shape[0], b.shape[1]};
      Tensor out = Placement.unwritten(a.dtype, shape, Shapes.size("matmul", shape));
      multiply(a, b, 0, out, Gemm.Epilogue.NONE);
      return out;
    }
    Tensor matrices = a.shape.length == 1 ? a.unsqueeze(0) : a;
    Tensor columns = b.shape.length == 1 ? b.unsqueeze(1) : b;
    Tensor product = batched(a, b, matrices, columns);
    Tensor withoutRow = a.shape.length == 1 ? product.squeeze(-2) : product;
    return b.shape.length == 1 ? withoutRow.squeeze(-1) : withoutRow;
  }

  private static Tensor batched(Tensor givenA, Tensor givenB, Tensor a, Tensor b) {
    int[] aBatch = Arrays.copyOf(a.shape, a.shape.length - 2);
    int[] bBatch = Arrays.copyOf(b.shape, b.shape.length - 2);
    int[] batch = Shapes.broadcast(aBatch, bBatch);
    if (batch == null) {
      throw ProductChecks.matmulBatch(givenA, givenB);
    }
    if (bBatch.length == 0 && aBatch.length > 0) {
      // One matrix b for all: the rows of the whole batch are the rows of one product. A view when
      // a is contiguous.
      return rowsOf(a)
          .matmul(b)
          .reshape(withMatrix(batch, a.shape[a.shape.length - 2], b.shape[1]));
    }
    int[] shape = withMatrix(batch, a.shape[a.shape.length - 2], b.shape[b.shape.length - 1]);
    Tensor out = Tensor.unwritten(a.dtype, shape, Shapes.size("matmul", shape));
    if (out.size == 0) {
      return out;
    }
    int[][] strides = {
      Shapes.broadcastStrides(aBatch, a.strides, batch),
      Shapes.broadcastStrides(bBatch, b.strides, batch),
      Arrays.copyOf(out.strides, batch.length)
    };
    LoopNest.of(batch, strides)
        .forEach(new int[] {a.offset, b.offset, 0}, (at, rows, count, rowSteps, steps) -> {
          for (int i = 0; i < rows; i++) {
            multiply(
                count,
                a,
                at[0] + i * rowSteps[0],
                steps[0],
                b,
                at[1] + i * rowSteps[1],
                steps[1],
                out,
                at[2] + i * rowSteps[2],
                steps[2]);
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

  /** Sets a row-major matrix to a b + beta times what it is, and then applies the epilogue. */
  static void multiply(Tensor a, Tensor b, int beta, Tensor out, Gemm.Epilogue epilogue) {
    multiply(a, a.offset, b, b.offset, beta, out, out.offset, epilogue);
  }

  // spotless:off
  /** Products of the last two axes, from given positions in the storages and as far apart as given. */
  private static void multiply(
      int count, Tensor a, int aOffset, int aStep, Tensor b, int bOffset, int bStep, Tensor out, int outOffset, int outStep) {
    if (VectorProduct.suits(a, b)) {
      for (int i = 0; i < count; i++) {
        multiply(a, aOffset + i * aStep, b, bOffset + i * bStep, 0, out, outOffset + i * outStep, Gemm.Epilogue.NONE);
      }
      return;
    }
    int aRank = a.shape.length;
    int bRank = b.shape.length;
    int m = a.shape[aRank - 2];
    int k = a.shape[aRank - 1];
    int n = b.shape[bRank - 1];
    int aRow = a.strides[aRank - 2];
    int aColumn = a.strides[aRank - 1];
    int bRow = b.strides[bRank - 2];
    int bColumn = b.strides[bRank - 1];
    if (a.dtype == DType.F32) {
      SmallProducts.multiply(
          count, m, n, k, (float[]) a.storage, aOffset, aStep, aRow, aColumn,
          (float[]) b.storage, bOffset, bStep, bRow, bColumn, (float[]) out.storage, outOffset, outStep, n);
    } else {
      SmallProducts.multiply(
          count, m, n, k, (double[]) a.storage, aOffset, aStep, aRow, aColumn,
          (double[]) b.storage, bOffset, bStep, bRow, bColumn, (double[]) out.storage, outOffset, outStep, n);
    }
  }
  // spotless:on

  /** One product of the last two axes, from given positions in the storages. */
  private static void multiply(
      Tensor a,
      int aOffset,
      Tensor b,
      int bOffset,
      int beta,
      Tensor out,
      int outOffset,
      Gemm.Epilogue epilogue) {
    if (VectorProduct.suits(a, b)
        && VectorProduct.multiply(a, aOffset, b, bOffset, beta, out, outOffset)) {
      epilogue.apply(0, a.shape[a.shape.length - 2], 0, b.shape[b.shape.length - 1]);
      return;
    }
    int aRank = a.shape.length;
    int bRank = b.shape.length;
    int m = a.shape[aRank - 2];
    int k = a.shape[aRank - 1];
    int n = b.shape[bRank - 1];
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
          n,
          epilogue);
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
          n,
          epilogue);
    }
  }
}
