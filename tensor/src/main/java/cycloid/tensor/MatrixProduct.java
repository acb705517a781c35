package cycloid.tensor;

import java.util.Arrays;

/** The batched matrix product, by its definition: products of all pairs, summed over k. */
final class MatrixProduct {
  private MatrixProduct() {}

  static Tensor matmul(Tensor a, Tensor b) {
    if (a.shape.length == 0 || b.shape.length == 0) {
      throw Checks.matmulScalar(a, b);
    }
    Checks.sameDType("matmul", a, b);
    Checks.innerExtents(a, b);
    Tensor matrices = a.shape.length == 1 ? a.unsqueeze(0) : a;
    Tensor columns = b.shape.length == 1 ? b.unsqueeze(1) : b;
    Tensor product = batched(a, b, matrices, columns);
    Tensor withoutRow = a.shape.length == 1 ? product.squeeze(-2) : product;
    return b.shape.length == 1 ? withoutRow.squeeze(-1) : withoutRow;
  }

  private static Tensor batched(Tensor givenA, Tensor givenB, Tensor a, Tensor b) {
    int[] aBatch = Arrays.copyOf(a.shape, a.shape.length - 2);
    int[] bBatch = Arrays.copyOf(b.shape, b.shape.length - 2);
    if (Shapes.broadcast(aBatch, bBatch) == null) {
      throw Checks.matmulBatch(givenA, givenB);
    }
    return a.unsqueeze(-1).mul(b.unsqueeze(-3)).sum(-2);
  }
}
