package cycloid.tensor;

import cycloid.simd.Gemm;
import cycloid.simd.Kernel;

/** A matrix product that a function combines with a matrix, element by element: each block while it lies in the cache. */
final class CombinedProduct implements Gemm.Epilogue {
  private final Tensor product;
  private final Tensor other;
  private final Kernel kernel;

  /**
   * Replaces a product by f(product, other), as its blocks are final.
   *
   * @param product row-major, without gaps
   * @param other as the product
   */
  CombinedProduct(Elementwise f, Tensor product, Tensor other) {
    this.product = product;
    this.other = other;
    this.kernel = f.kernel(product.dtype);
  }

  /** f(a b, other), for matrices. */
  static Tensor of(Elementwise f, Tensor a, Tensor b, Tensor other) {
    int[] shape = {a.shape[0], b.shape[1]};
    Tensor product = Tensor.unwritten(a.dtype, shape, Shapes.size("linear", shape));
    MatrixProduct.multiply(a, b, 0, product, new CombinedProduct(f, product, other.contiguous()));
    return product;
  }

  @Override
  public void apply(int row, int rows, int column, int columns) {
    int ld = product.shape[1];
    int from = row * ld + column;
    int at = product.offset + from;
    Object[] arrays = {product.storage, other.storage, product.storage};
    int[] offsets = {at, other.offset + from, at};
    if (columns == ld) {
      kernel.run(rows * columns, arrays, offsets, Checks.NO_SCALARS);
    } else {
      kernel.run(rows, columns, arrays, offsets, new int[] {ld, ld, ld}, null, Checks.NO_SCALARS);
    }
  }
}
