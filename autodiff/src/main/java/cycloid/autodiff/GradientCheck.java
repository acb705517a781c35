package cycloid.autodiff;

import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Compares derivatives with differences of values.
 *
 * <pre>
 * for random v (of the argument) and u (of the result), three numbers must be equal:
 *   u'(Jv) pushed forwards,  (J'u)'v pulled back,  and  d/dt u'f(x + t v) at t = 0 by differences
 * </pre>
 *
 * <p>That costs a few evaluations whatever the size. For the second order the same is done to the function x -> J(x)'u. The
 * differences are of fourth order, (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h; kinks closer to x than that spoil them.
 */
public final class GradientCheck {
  private static final double STEP = 1e-3;

  private final int order;
  private final double tolerance;
  private final long seed;

  /** Checks first and second derivatives, to 1e-6 of the size of what is compared. */
  public GradientCheck() {
    this(2, 1e-6, 1);
  }

  /**
   * A check with given settings.
   *
   * @param order the highest order of derivative that is checked
   * @param tolerance the greatest difference, relative to the numbers compared, or absolute where they are below 1
   * @param seed where the random directions come from
   */
  public GradientCheck(int order, double tolerance, long seed) {
    this.order = order;
    this.tolerance = tolerance;
    this.seed = seed;
  }

  /**
   * Checks the derivatives of a function at a point.
   *
   * <pre>
   * DType:     f64
   * Errors:    ArithmeticException when a derivative is wrong
   * </pre>
   */
  public void check(Function<Variable, Variable> f, Tensor x) {
    check(Autodiff.flat(f), 1, List.of(Variable.of(x)), new SplittableRandom(seed));
  }

  /** Checks the derivatives of a function of several arrays, all arrays moving together. */
  public void check(Function<List<Variable>, Variable> f, List<Tensor> xs) {
    check(
        Autodiff.flatList(f),
        1,
        xs.stream().map(Variable::of).toList(),
        new SplittableRandom(seed));
  }

  private void check(
      Function<List<Variable>, List<Variable>> f,
      int level,
      List<Variable> xs,
      SplittableRandom random) {
    Checks.checkable(xs);
    Structure<List<Variable>> list = Structure.list(xs.get(0));
    Linearization<List<Variable>, List<Variable>> map =
        new Linearization<>("gradientCheck", list, list, f, xs);
    List<Variable> v = directions(xs, random);
    List<Variable> u = directions(map.outputs(), random);
    double numeric = difference(f, xs, v, u);
    compare(level, "the forward derivative", inner(u, map.jvp(v)), numeric);
    compare(level, "the reverse derivative", inner(map.vjp(u), v), numeric);
    if (level < order) {
      check(
          ys -> new Linearization<>("gradientCheck", list, list, f, ys).vjp(u),
          level + 1,
          xs,
          random);
    }
  }

  private void compare(int level, String mode, double got, double numeric) {
    if (!(Math.abs(got - numeric) <= tolerance * Math.max(1, Math.abs(numeric)))) {
      throw Checks.wrongDerivative(level, mode, got, numeric, tolerance);
    }
  }

  private static double difference(
      Function<List<Variable>, List<Variable>> f,
      List<Variable> xs,
      List<Variable> v,
      List<Variable> u) {
    double near = inner(u, f.apply(moved(xs, STEP, v))) - inner(u, f.apply(moved(xs, -STEP, v)));
    double far =
        inner(u, f.apply(moved(xs, 2 * STEP, v))) - inner(u, f.apply(moved(xs, -2 * STEP, v)));
    return (8 * near - far) / (12 * STEP);
  }

  private static List<Variable> moved(List<Variable> xs, double t, List<Variable> v) {
    List<Variable> result = new ArrayList<>();
    for (int i = 0; i < xs.size(); i++) {
      result.add(xs.get(i).add(v.get(i).mul(t)));
    }
    return result;
  }

  private static double inner(List<Variable> a, List<Variable> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i).mul(b.get(i)).sum().value().item();
    }
    return sum;
  }

  /** Numbers in [-1, 1), of the shapes given. */
  private static List<Variable> directions(List<Variable> like, SplittableRandom random) {
    return like.stream()
        .map(x -> Variable.of(Tensor.wrap(random.doubles(x.size(), -1, 1).toArray(), x.shape())))
        .toList();
  }
}
