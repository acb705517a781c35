package cycloid.optim;

import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The last steps s and changes of the gradient y, and with them a guess of the inverse Hessian: from
 * H0 = (s'y / y'y) I, one update of Broyden, Fletcher, Goldfarb and Shanno for each pair.
 *
 * <pre>
 * Cost:      4 m n multiplications for a product, m pairs of n numbers
 * Source:    Nocedal 1980, "Updating quasi-Newton matrices with limited storage": the two loops
 * </pre>
 */
final class LbfgsMemory {
  private final int most;
  private final List<Tensor> steps = new ArrayList<>();
  private final List<Tensor> changes = new ArrayList<>();

  LbfgsMemory(int most) {
    this.most = most;
  }

  int size() {
    return steps.size();
  }

  Tensor step(int i) {
    return steps.get(i);
  }

  Tensor change(int i) {
    return changes.get(i);
  }

  /** Takes a pair in; the oldest goes if there are too many. */
  void add(Tensor s, Tensor y) {
    if (size() == most) {
      steps.remove(0);
      changes.remove(0);
    }
    steps.add(s);
    changes.add(y);
  }

  void clear() {
    steps.clear();
    changes.clear();
  }

  /** H g, as a fresh vector. */
  Tensor product(Tensor g) {
    Tensor q = g;
    double[] a = new double[size()];
    double[] rho = new double[size()];
    for (int i = size() - 1; i >= 0; i--) {
      rho[i] = 1 / dot(steps.get(i), changes.get(i));
      a[i] = rho[i] * dot(steps.get(i), q);
      q = q.sub(changes.get(i).mul(a[i]));
    }
    Tensor r = q.mul(scale());
    for (int i = 0; i < size(); i++) {
      double b = rho[i] * dot(changes.get(i), r);
      r = r.add(steps.get(i).mul(a[i] - b));
    }
    return r;
  }

  /** s'y / y'y of the newest pair; 1 if there is none. */
  private double scale() {
    if (steps.isEmpty()) {
      return 1;
    }
    Tensor s = steps.get(size() - 1);
    Tensor y = changes.get(size() - 1);
    return dot(s, y) / dot(y, y);
  }

  static double dot(Tensor a, Tensor b) {
    return a.mul(b).sum().item();
  }
}
