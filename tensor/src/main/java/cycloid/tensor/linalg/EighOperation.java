package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * Eigenvalues and eigenvectors of symmetric matrices, a = v diag(w) v'.
 *
 * <pre>
 * f[i,j]       1 / (w[j] - w[i]), 0 on the diagonal
 * pullback     ga = v (diag(gw) + f * (v' gv)) v', made symmetric
 * pushforward  dw = diag(s),  dv = v (f * s),  s = v' da v
 * Source:      Giles 2008, An extended collection of matrix derivative results, section 3.1
 * </pre>
 */
record EighOperation() implements Differentiable {

  @Override
  public String name() {
    return "eigh";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return decompose(name(), operands.get(0), true);
  }

  /** The eigenvalues, and the eigenvectors if asked for. */
  static List<Tensor> decompose(String op, Tensor a, boolean withVectors) {
    Checks.squares(op, a);
    int n = Matrices.rows(a);
    double[] values = a.toDoubleArray();
    Checks.finite(op, a, values);
    int batches = Matrices.batch(a.shape(), 2);
    double[][] w = new double[batches][];
    double[][] v = new double[batches][];
    for (int batch = 0; batch < batches; batch++) {
      double[] symmetric = SymmetricEigen.symmetric(n, values, batch * n * n);
      SymmetricEigen eigen = new SymmetricEigen(n, symmetric, withVectors);
      w[batch] = eigen.values;
      v[batch] = eigen.v;
    }
    int[] shape = a.shape();
    Tensor eigenvalues =
        Matrices.tensor(a.dtype(), Matrices.joined(w, n), Matrices.shape(shape, 2, n));
    return withVectors
        ? List.of(eigenvalues, Matrices.tensor(a.dtype(), Matrices.joined(v, n * n), shape))
        : List.of(eigenvalues);
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A w = results.get(0);
    A v = results.get(1);
    A gw = cotangents.get(0);
    A gv = cotangents.get(1);
    A inner = gw == null ? null : gw.diagEmbed();
    if (gv != null) {
      A turned = v.matrixTranspose().matmul(gv);
      inner = Rules.plus(inner, turned.mul(Rules.reciprocalDifferences(name(), w)));
    }
    return List.of(Rules.symmetric(Rules.product(v, inner, v.matrixTranspose())));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A w = results.get(0);
    A v = results.get(1);
    A s = Rules.product(v.matrixTranspose(), Rules.symmetric(tangents.get(0)), v);
    A dv = v.matmul(s.mul(Rules.reciprocalDifferences(name(), w)));
    return List.of(s.diagonal(), dv);
  }
}
