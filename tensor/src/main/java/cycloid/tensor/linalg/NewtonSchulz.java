package cycloid.tensor.linalg;

import cycloid.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Brings the singular values of a matrix near 1 and leaves its singular vectors as they are, by matrix products alone.
 *
 * <pre>
 * Formula:   X = G / max(|G|, eps), then for each step  X = a X + b (X X') X + c (X X')^2 X,
 *            which acts on every singular value as s = a s + b s^3 + c s^5
 * Shapes:    (..., rows, columns), each matrix for itself; the products are formed on the shorter side
 * DType:     that of the matrix
 * Memory:    the operand is not modified; two matrices and two squares of the shorter side
 * Accuracy:  with {@link Quintic#MUON} five times, s in [0.005, 1] goes into [0.68, 1.16]: near 1, not 1. With a
 *            convergent polynomial, to the polar factor U of X = U P
 * Edge:      0 stays 0; one NaN or infinity makes all NaN; a norm below eps is not brought up to 1
 * Source:    Jordan et al. 2024 (Muon); Bernstein &amp; Newhouse 2024 (arXiv:2409.20325)
 * </pre>
 *
 * @param steps the polynomial of each step
 * @param eps lower bound of the norm that the matrix is divided by
 * @param epsAdded whether eps is added to the norm instead
 * @param margin what the norm is multiplied by: above 1 it keeps the largest singular value from 1
 */
public record NewtonSchulz(List<Quintic> steps, double eps, boolean epsAdded, double margin) {

  /** Keeps a copy of the steps. */
  public NewtonSchulz {
    steps = List.copyOf(steps);
    Checks.tolerance("newtonSchulz", "eps", eps);
    Checks.tolerance("newtonSchulz", "margin", margin);
  }

  /** The polynomials in order, with eps = 1e-7 as lower bound of the norm. */
  public static NewtonSchulz of(List<Quintic> steps) {
    return new NewtonSchulz(steps, 1e-7, false, 1);
  }

  /** One polynomial several times, with eps = 1e-7 as lower bound of the norm. */
  public static NewtonSchulz of(Quintic step, int times) {
    Checks.notNegative("newtonSchulz", "times", times);
    return of(Collections.nCopies(times, step));
  }

  /** With eps added to the norm. */
  public NewtonSchulz adding(double eps) {
    return new NewtonSchulz(steps, eps, true, margin);
  }

  /** With eps as lower bound of the norm. */
  public NewtonSchulz atLeast(double eps) {
    return new NewtonSchulz(steps, eps, false, margin);
  }

  /** With the norm multiplied by a margin. */
  public NewtonSchulz withMargin(double margin) {
    return new NewtonSchulz(steps, eps, epsAdded, margin);
  }

  /** The orthogonalized matrix, or matrices of a batch; fresh. */
  public Tensor orthogonalize(Tensor g) {
    Checks.matrices("newtonSchulz", g);
    NewtonSchulzMemory memory = new NewtonSchulzMemory(g.dtype(), g.size(-2), g.size(-1));
    if (g.rank() == 2) {
      return orthogonalized(g, memory);
    }
    Tensor result = Tensor.zeros(g.dtype(), g.shape());
    Function<Tensor[], Tensor> one = matrix -> orthogonalized(matrix[0], memory);
    Batches.each(one, new Tensor[] {Batches.flat(g)}, Batches.flat(result));
    return result;
  }

  private Tensor orthogonalized(Tensor g, NewtonSchulzMemory memory) {
    memory.tensor().copyFrom(g);
    memory.orthogonalize(this);
    return memory.tensor();
  }
}
