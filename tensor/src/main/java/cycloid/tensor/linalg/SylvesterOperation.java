package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Differentiable;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The solution X of A X + X B = C.
 *
 * <pre>
 * pullback     A'gC + gC B' = gX,   gA = -gC X',   gB = -X'gC
 * pushforward  A dX + dX B = dC - dA X - X dB
 * </pre>
 */
record SylvesterOperation() implements Differentiable {
  static final SylvesterOperation INSTANCE = new SylvesterOperation();

  @Override
  public String name() {
    return "sylvester";
  }

  @Override
  public List<Tensor> value(List<Tensor> operands) {
    return List.of(Batches.map(x -> valueOf(x[0], x[1], x[2]), operands));
  }

  private Tensor valueOf(Tensor a, Tensor b, Tensor c) {
    int m = a.size(0);
    int n = b.size(0);
    RealSchur r = RealSchur.of(name(), m, a.toDoubleArray());
    RealSchur s = RealSchur.of(name(), n, b.toDoubleArray());
    Tensor u = Tensor.wrap(r.u, m, m);
    Tensor v = Tensor.wrap(s.u, n, n);
    double[] y = u.transpose().matmul(c).matmul(v).toDoubleArray();
    if (!Sylvester.solve(r, s, y)) {
      throw Checks.noSylvesterSolution(a, b);
    }
    return u.matmul(Tensor.wrap(y, m, n)).matmul(v.transpose());
  }

  @Override
  public <A extends Array<A>> List<A> pullback(
      List<A> operands, List<A> results, List<A> cotangents, boolean[] wanted) {
    A x = results.get(0);
    A gc = MatrixFunctions.sylvester(
        operands.get(0).matrixTranspose(), operands.get(1).matrixTranspose(), cotangents.get(0));
    A ga = wanted[0] ? gc.matmul(x.matrixTranspose()).neg() : null;
    A gb = wanted[1] ? x.matrixTranspose().matmul(gc).neg() : null;
    return Arrays.asList(ga, gb, gc);
  }

  @Override
  public <A extends Array<A>> List<A> pushforward(
      List<A> operands, List<A> results, List<A> tangents) {
    A x = results.get(0);
    A da = tangents.get(0) == null ? null : tangents.get(0).matmul(x).neg();
    A db = tangents.get(1) == null ? null : x.matmul(tangents.get(1)).neg();
    A right = Rules.plus(Rules.plus(da, db), tangents.get(2));
    return List.of(MatrixFunctions.sylvester(operands.get(0), operands.get(1), right));
  }
}
