package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.List;

/**
 * The singular value decomposition a = u diag(s) vh, thin or full.
 *
 * <p>The derivative is that of the thin one, with distinct singular values; if a is not square they must not be 0.
 *
 * <pre>
 * f[i,j]       1 / (s[j]^2 - s[i]^2), 0 on the diagonal;   v = vh'
 * j, k         f * (u' gu),  f * (v' gv)
 * pullback     ga = u ((j + j') s + s (k + k') + diag(gs)) v'
 *                   + (1 - u u') gu s^-1 v' + u s^-1 gv' (1 - v v')
 * pushforward  p = u' da v,  ds = diag(p)
 *              du = u (f * (p s + s p')) + (1 - u u') da v s^-1
 *              dv = v (f * (s p + p' s)) + (1 - v v') da' u s^-1
 * Source:      Giles 2008, section 3.2; Townsend 2016, Differentiating the singular value decomposition
 * </pre>
 */
record SvdOperation(boolean full) implements Differentiable {

  @Override
  public String name() {
    return "svd";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return decompose(name(), operands.get(0), true, full);
  }

  /** The singular values alone, or u, s, vh. */
  static List<Tensor> decompose(String op, Tensor a, boolean vectors, boolean full) {
    Checks.matrices(op, a);
    double[] values = a.toDoubleArray();
    Checks.finite(op, a, values);
    int m = Matrices.rows(a);
    int n = Matrices.columns(a);
    int k = Math.min(m, n);
    int left = full ? m : k;
    int right = full ? n : k;
    int batches = Matrices.batch(a.shape(), 2);
    double[][] u = new double[batches][];
    double[][] s = new double[batches][];
    double[][] vh = new double[batches][];
    for (int batch = 0; batch < batches; batch++) {
      SingularValues svd = SingularValues.of(m, n, values, batch * m * n, vectors, full);
      u[batch] = svd.u;
      s[batch] = svd.s;
      vh[batch] = svd.vh;
    }
    Tensor singular = tensor(a, s, k);
    return vectors
        ? List.of(tensor(a, u, m, left), singular, tensor(a, vh, right, n))
        : List.of(singular);
  }

  /** A result for each matrix of a batch. */
  private static Tensor tensor(Tensor a, double[][] parts, int... shape) {
    double[] all = Matrices.joined(parts, Shapes.size("svd", shape));
    return Matrices.tensor(a.dtype(), all, Matrices.shape(a.shape(), 2, shape));
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    checkDerivative(results);
    A u = results.get(0);
    A s = results.get(1);
    A vh = results.get(2);
    A gu = cotangents.get(0);
    A gs = cotangents.get(1);
    A gvh = cotangents.get(2);
    A rows = s.unsqueeze(-1);
    A columns = s.unsqueeze(-2);
    A inner = gs == null ? null : gs.diagEmbed();
    A outside = null;
    if (gu != null) {
      A j = u.matrixTranspose().matmul(gu).mul(reciprocalDifferences(s));
      inner = Rules.plus(inner, j.add(j.matrixTranspose()).mul(columns));
      if (u.size(-2) > u.size(-1)) {
        outside = Rules.outside(u, gu).div(columns).matmul(vh);
      }
    }
    if (gvh != null) {
      A k = vh.matmul(gvh.matrixTranspose()).mul(reciprocalDifferences(s));
      inner = Rules.plus(inner, k.add(k.matrixTranspose()).mul(rows));
      if (vh.size(-1) > vh.size(-2)) {
        A beside = Rules.outside(vh.matrixTranspose(), gvh.matrixTranspose());
        outside = Rules.plus(outside, u.matmul(beside.div(columns).matrixTranspose()));
      }
    }
    return List.of(Rules.plus(Rules.product(u, inner, vh), outside));
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    checkDerivative(results);
    A u = results.get(0);
    A s = results.get(1);
    A v = results.get(2).matrixTranspose();
    A da = tangents.get(0);
    A rows = s.unsqueeze(-1);
    A columns = s.unsqueeze(-2);
    A f = reciprocalDifferences(s);
    A p = Rules.product(u.matrixTranspose(), da, v);
    A transposed = p.matrixTranspose();
    A du = u.matmul(p.mul(columns).add(transposed.mul(rows)).mul(f));
    A dv = v.matmul(p.mul(rows).add(transposed.mul(columns)).mul(f));
    if (u.size(-2) > u.size(-1)) {
      du = du.add(Rules.outside(u, da.matmul(v)).div(columns));
    }
    if (v.size(-2) > v.size(-1)) {
      dv = dv.add(Rules.outside(v, da.matrixTranspose().matmul(u)).div(columns));
    }
    return List.of(du, p.diagonal(), dv.matrixTranspose());
  }

  /** 1 / (s[j]^2 - s[i]^2), as a product of two factors so that close values keep their digits. */
  private <A extends Array<A>> A reciprocalDifferences(A s) {
    A sums = s.unsqueeze(-2).add(s.unsqueeze(-1));
    A eye = s.constant(Tensor.eye(s.dtype(), s.size(-1)));
    return Rules.reciprocalDifferences(name(), s).div(sums.mul(eye.subFrom(1)).add(eye));
  }

  private <A extends Array<A>> void checkDerivative(List<A> results) {
    if (full && Matrices.rows(results.get(0)) != Matrices.rows(results.get(2))) {
      throw Checks.fault(
          name(),
          "the derivative is that of the thin decomposition",
          "full u=%s, vh=%s",
          Checks.described(results.get(0)),
          Checks.described(results.get(2)));
    }
  }
}
