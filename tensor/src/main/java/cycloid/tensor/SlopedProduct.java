package cycloid.tensor;

import cycloid.simd.Gemm;
import cycloid.simd.Kernel;

/** A matrix product times a matrix of slopes, element by element: each block while it lies in the cache. */
final class SlopedProduct implements Gemm.Epilogue {
  private final Tensor product;
  private final Tensor slopes;
  private final Kernel times;

  private SlopedProduct(Tensor product, Tensor slopes) {
    this.product = product;
    this.slopes = slopes;
    this.times = Functions.MUL.kernel(product.dtype);
  }

  /** (a b) * slopes, for slopes without gaps. */
  static Tensor of(Tensor a, Tensor b, Tensor slopes) {
    int[] shape = {a.shape[0], b.shape[1]};
    Tensor product = Tensor.unwritten(a.dtype, shape, Shapes.size("linear", shape));
    Tensor dense = slopes.contiguous();
    MatrixProduct.multiply(a, b, 0, product, new SlopedProduct(product, dense));
    return product;
  }

  @Override
  public void apply(int row, int rows, int column, int columns) {
    int ld = product.shape[1];
    int from = row * ld + column;
    int at = product.offset + from;
    Object[] arrays = {product.storage, slopes.storage, product.storage};
    int[] offsets = {at, slopes.offset + from, at};
    if (columns == ld) {
      times.run(rows * columns, arrays, offsets, Checks.NO_SCALARS);
    } else {
      times.run(rows, columns, arrays, offsets, new int[] {ld, ld, ld}, null, Checks.NO_SCALARS);
    }
  }
}
