package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Products of arrays that are more than one matrix product. */
final class Products {
  private Products() {}

  /** The Kronecker product, as one product with axes of extent 1 between. */
  static <A extends Array<A>> A kron(A a, A b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] left = padded(a.shape(), rank);
    int[] right = padded(b.shape(), rank);
    int[] leftApart = new int[2 * rank];
    int[] rightApart = new int[2 * rank];
    int[] product = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      leftApart[2 * axis] = left[axis];
      leftApart[2 * axis + 1] = 1;
      rightApart[2 * axis] = 1;
      rightApart[2 * axis + 1] = right[axis];
      product[axis] = Shapes.product("kron", left, left[axis], right[axis]);
    }
    Shapes.size("kron", product);
    return a.reshape(leftApart).mul(b.reshape(rightApart)).reshape(product);
  }

  private static int[] padded(int[] shape, int rank) {
    int[] ones = new int[rank - shape.length];
    Arrays.fill(ones, 1);
    return Shapes.joined(ones, shape);
  }

  /** A chain of matrix products in the order of fewest multiplications. */
  static <A extends Array<A>> A chain(List<A> factors) {
    List<A> matrices = new ArrayList<>(factors);
    int last = factors.size() - 1;
    boolean row = matrices.get(0).rank() == 1;
    boolean column = last > 0 && matrices.get(last).rank() == 1;
    if (row) {
      matrices.set(0, matrices.get(0).unsqueeze(0));
    }
    if (column) {
      matrices.set(last, matrices.get(last).unsqueeze(1));
    }
    for (A matrix : matrices) {
      ProductChecks.matrix("multiDot", matrix);
    }
    A product = product(matrices, splits(matrices), 0, last);
    product = row ? product.squeeze(0) : product;
    return column ? product.squeeze(-1) : product;
  }

  /**
   * Where to cut each part of the chain in two.
   *
   * <pre>
   * cost[i][j] = min over k of cost[i][k] + cost[k+1][j] + p[i] * p[k+1] * p[j+1]
   * Source:    Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, section 15.2
   * </pre>
   */
  private static <A extends Array<A>> int[][] splits(List<A> matrices) {
    int n = matrices.size();
    double[][] cost = new double[n][n];
    int[][] splits = new int[n][n];
    for (int length = 2; length <= n; length++) {
      for (int i = 0; i + length <= n; i++) {
        int j = i + length - 1;
        cost[i][j] = Double.POSITIVE_INFINITY;
        for (int k = i; k < j; k++) {
          double here = cost[i][k]
              + cost[k + 1][j]
              + (double) matrices.get(i).size(0)
                  * matrices.get(k).size(1)
                  * matrices.get(j).size(1);
          if (here < cost[i][j]) {
            cost[i][j] = here;
            splits[i][j] = k;
          }
        }
      }
    }
    return splits;
  }

  private static <A extends Array<A>> A product(List<A> matrices, int[][] splits, int i, int j) {
    if (i == j) {
      return matrices.get(i);
    }
    int k = splits[i][j];
    return product(matrices, splits, i, k).matmul(product(matrices, splits, k + 1, j));
  }
}
