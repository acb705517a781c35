package cycloid.tensor;

import cycloid.simd.Gemm;
import java.util.List;

/**
 * The value of a linear layer: bias, activation and what is added are applied to each block of the product while it lies in
 * the cache.
 *
 * <p>Short rows begin as the bias instead, since a kernel's call for each would cost more.
 */
final class AffineProduct implements Gemm.Epilogue {
  private static final int SHORT = 64;

  private final Tensor product;
  private final Tensor bias;
  private final FusedActivation f;
  private final Tensor slope;
  private final Gemm.Epilogue sum;

  private AffineProduct(Tensor product, Tensor bias, FusedActivation f, Gemm.Epilogue sum) {
    this.product = product;
    this.bias = bias;
    this.f = f;
    this.slope = f.givesSlope() ? Tensor.unwrittenLike(product) : null;
    this.sum = sum;
  }

  /**
   * f(x W' + b) + r, and the slopes f' if they cannot be read from it, for matrices x (m, k) and W (n, k).
   *
   * @param bias b; null for none
   * @param around r (m, n); null for none
   */
  static List<Tensor> of(Tensor x, Tensor weight, Tensor bias, FusedActivation f, Tensor around) {
    int[] shape = {x.shape[0], weight.shape[0]};
    Tensor product = Tensor.unwritten(x.dtype, shape, Shapes.size("linear", shape));
    Tensor row = bias == null ? null : bias.contiguous();
    boolean begun = row != null && shape[1] < SHORT;
    if (begun) {
      begin(product, row);
    }
    Gemm.Epilogue sum = around == null
        ? Gemm.Epilogue.NONE
        : new CombinedProduct(Functions.ADD, product, around.contiguous());
    AffineProduct value = new AffineProduct(product, begun ? null : row, f, sum);
    MatrixProduct.multiply(x, weight.transpose(), begun ? 1 : 0, product, value);
    return value.slope == null ? List.of(product) : List.of(product, value.slope);
  }

  /** Every row starts as b. */
  private static void begin(Tensor product, Tensor bias) {
    int n = product.shape[1];
    for (int i = 0; i < product.shape[0]; i++) {
      System.arraycopy(bias.storage, bias.offset, product.storage, i * n, n);
    }
  }

  @Override
  public void apply(int row, int rows, int column, int columns) {
    f.apply(product, slope, bias, row, rows, column, columns);
    sum.apply(row, rows, column, columns);
  }
}
