package cycloid.tensor.linalg;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two functions on vectors as an operator. */
record FunctionOperator(
    DType dtype,
    int rows,
    int columns,
    UnaryOperator<Tensor> product,
    UnaryOperator<Tensor> transposedProduct)
    implements LinearOperator {
  @Override
  public Tensor apply(Tensor x) {
    return columnwise(product, x, rows);
  }

  @Override
  public Tensor applyTranspose(Tensor y) {
    return columnwise(transposedProduct, y, columns);
  }

  private Tensor columnwise(UnaryOperator<Tensor> product, Tensor x, int extent) {
    if (x.rank() == 1) {
      return product.apply(x);
    }
    int k = x.size(1);
    if (k == 0) {
      return Tensor.zeros(dtype, extent, 0);
    }
    List<Tensor> products = new ArrayList<>();
    for (int j = 0; j < k; j++) {
      products.add(product.apply(x.select(1, j).contiguous()));
    }
    return products.get(0).stack(1, products.subList(1, k));
  }
}
