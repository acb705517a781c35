package cycloid.autodiff;

import cycloid.tensor.Array;
import java.util.List;

/** Rules of linear algebra. */
final class LinearAlgebraRules {
  private LinearAlgebraRules() {}

  /**
   * The matrix product C = A B, batched.
   *
   * <pre>
   * pullback       gA = G B',   gB = A' G
   * pushforward    dC = dA B + A dB
   * </pre>
   *
   * <p>A vector counts as a matrix of one row (A) or one column (B), whose axis the result lacks. Sums over the batch axes
   * along which A or B is repeated are left to the sweep.
   */
  record Matmul(int rankA, int rankB) implements Operation {
    private static final int A = 0;
    private static final int B = 1;

    @Override
    public String name() {
      return "matmul";
    }

    @Override
    public <T extends Array<T>> T apply(List<T> operands) {
      return operands.get(A).matmul(operands.get(B));
    }

    @Override
    public long keeps(long active) {
      // Each for the other's derivative.
      return (active >>> B & 1) << A | (active >>> A & 1) << B;
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      Variable columns = rankB == 1 ? g.unsqueeze(-1) : g;
      Variable matrices = rankA == 1 ? columns.unsqueeze(-2) : columns;
      return operand == A ? pullbackA(matrices, at.operand(B)) : pullbackB(at.operand(A), matrices);
    }

    private Variable pullbackA(Variable g, Variable b) {
      Variable matrices = rankB == 1 ? b.unsqueeze(1) : b;
      Variable product = g.matmul(matrices.matrixTranspose());
      return rankA == 1 ? product.squeeze(-2) : product;
    }

    private Variable pullbackB(Variable a, Variable g) {
      Variable matrices = rankA == 1 ? a.unsqueeze(0) : a;
      Variable product = rankB <= 2 && rankA > 2
          ? rows(matrices).matrixTranspose().matmul(rows(g))
          : matrices.matrixTranspose().matmul(g);
      return rankB == 1 ? product.squeeze(-1) : product;
    }

    /** The rows of all matrices of a batch, as one matrix: the product sums over the batch, too. */
    private static Variable rows(Variable batch) {
      int[] shape = batch.shape();
      int rows = 1;
      for (int axis = 0; axis < shape.length - 1; axis++) {
        rows *= shape[axis];
      }
      return batch.reshape(rows, shape[shape.length - 1]);
    }

    @Override
    public Variable pushforward(Variable[] tangents, Node at) {
      Variable fromA = tangents[A] == null ? null : tangents[A].matmul(at.operand(B));
      Variable fromB = tangents[B] == null ? null : at.operand(A).matmul(tangents[B]);
      return fromA == null ? fromB : fromB == null ? fromA : fromA.add(fromB);
    }
  }
}
