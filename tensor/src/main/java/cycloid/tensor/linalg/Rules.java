package cycloid.tensor.linalg;

import cycloid.tensor.Array;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;

/** What the derivatives of factorizations have in common; all of it in the vocabulary, so that they nest. */
final class Rules {
  private Rules() {}

  /** a + b, where null is zero. */
  static <A extends Array<A>> A plus(A a, A b) {
    return a == null ? b : b == null ? a : a.add(b);
  }

  /** a b c. */
  static <A extends Array<A>> A product(A a, A b, A c) {
    return a.matmul(b).matmul(c);
  }

  /** (a + a') / 2. */
  static <A extends Array<A>> A symmetric(A a) {
    return a.add(a.matrixTranspose()).mul(0.5);
  }

  /** The lower triangle with its diagonal halved. */
  static <A extends Array<A>> A lowerHalved(A a) {
    return a.tril(0).add(a.tril(-1)).mul(0.5);
  }

  /**
   * The matrices 1 / (x[j] - x[i]), with zeros on the diagonal.
   *
   * @throws LinalgException if two numbers are equal: then the vectors that belong to them are not unique
   */
  static <A extends Array<A>> A reciprocalDifferences(String op, A x) {
    A eye = x.constant(Tensor.eye(x.dtype(), x.size(-1)));
    A differences = x.unsqueeze(-2).sub(x.unsqueeze(-1)).add(eye);
    if (differences.size() > 0 && differences.value().abs().min().item() == 0) {
      throw new LinalgException(op
          + ": the derivative of the vectors needs distinct values; got two that are equal, in a "
          + "batch of shape " + Shapes.text(x.shape()));
    }
    return eye.subFrom(1).div(differences);
  }

  /** The trace of each matrix product a' b. */
  static <A extends Array<A>> A inner(A a, A b) {
    return a.mul(b).sum(-2, -1);
  }

  /** (1 - q q') x, for q with orthonormal columns. */
  static <A extends Array<A>> A outside(A q, A x) {
    return x.sub(q.matmul(q.matrixTranspose().matmul(x)));
  }

  /** A number for each matrix as matrices with one element, which broadcast. */
  static <A extends Array<A>> A perMatrix(A x) {
    return x.unsqueeze(-1).unsqueeze(-1);
  }
}
