package cycloid.autodiff;

import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Derivatives of functions of arrays.
 *
 * <pre>{@code
 * Tensor g = Autodiff.grad(x -> x.square().sum(), Tensor.of(1, 2, 3));          // 2 4 6
 * Tensor Hv = Autodiff.hvp(x -> x.pow(3).sum(), Tensor.of(1, 2), Tensor.of(1, 0));  // 6 0
 * }</pre>
 *
 * <p>A function takes a variable, or a list of them, and returns one. The point is given as a tensor, and the derivatives are
 * tensors then; or, inside of another function that is differentiated, as a variable, and the derivatives are variables
 * that can be differentiated in turn. Functions must not keep variables, and must not change tensors that they read.
 *
 * <p>There is no state between calls. Each function is recorded on the thread that asks for its derivative.
 */
public final class Autodiff {
  private Autodiff() {}

  // ---- gradients of functions with a scalar result

  /**
   * The gradient of a scalar function.
   *
   * <pre>
   * Formula:   out[i] = df / dx[i]
   * Shapes:    that of x
   * Errors:    IllegalArgumentException when f(x) has more than one element
   * </pre>
   */
  public static <A extends Array<A>> A grad(Function<Variable, Variable> f, A x) {
    return gradient("grad", Structure.one(x), Structure.one(x), flat(f), x).gradient();
  }

  /** The gradients of a scalar function of several arrays, one for each; zeros for one that it does not use. */
  public static <A extends Array<A>> List<A> grad(
      Function<List<Variable>, Variable> f, List<A> xs) {
    A like = first("grad", xs);
    return gradient("grad", Structure.list(like), Structure.one(like), flatList(f), xs)
        .gradient();
  }

  /** The value and the gradient of a scalar function; errors as {@link #grad(Function, Array)}. */
  public static <A extends Array<A>> ValueAndGradient<A, A> valueAndGrad(
      Function<Variable, Variable> f, A x) {
    return gradient("valueAndGrad", Structure.one(x), Structure.one(x), flat(f), x);
  }

  /** The value and the gradients of a scalar function of several arrays. */
  public static <A extends Array<A>> ValueAndGradient<A, List<A>> valueAndGrad(
      Function<List<Variable>, Variable> f, List<A> xs) {
    A like = first("valueAndGrad", xs);
    return gradient("valueAndGrad", Structure.list(like), Structure.one(like), flatList(f), xs);
  }

  private static <X, Y> ValueAndGradient<Y, X> gradient(
      String op,
      Structure<X> argument,
      Structure<Y> result,
      Function<List<Variable>, List<Variable>> f,
      X x) {
    Linearization<X, Y> map = new Linearization<>(op, argument, result, f, x);
    List<Variable> gradients = map.pullAll(one(op, map), true);
    return new ValueAndGradient<>(map.value(), argument.join().apply(gradients));
  }

  /** The gradients of a scalar function, as a function of the same arguments. */
  private static Function<List<Variable>, List<Variable>> gradientOf(
      String op, Function<List<Variable>, List<Variable>> f) {
    return xs -> {
      Structure<List<Variable>> list = Structure.list(xs.get(0));
      Linearization<List<Variable>, List<Variable>> map =
          new Linearization<>(op, list, list, f, xs);
      return map.pullAll(one(op, map), true);
    };
  }

  private static List<Variable> one(String op, Linearization<?, ?> map) {
    Variable value = map.outputs().get(0);
    Checks.scalar(op, value);
    return List.of(new Variable(Tensor.ones(value.dtype(), value.shape())));
  }

  // ---- products with the Jacobian

  /** The value f(x), and J'u for one cotangent u. */
  public static <A extends Array<A>> Pullback<A, A> vjp(Function<Variable, Variable> f, A x) {
    return new Pullback<>(
        new Linearization<>("vjp", Structure.one(x), Structure.one(x), flat(f), x).settled());
  }

  /** The value of a function of several arrays, and J'u for one cotangent u. */
  public static <A extends Array<A>> Pullback<List<A>, A> vjp(
      Function<List<Variable>, Variable> f, List<A> xs) {
    A like = first("vjp", xs);
    return new Pullback<>(
        new Linearization<>("vjp", Structure.list(like), Structure.one(like), flatList(f), xs)
            .settled());
  }

  /** The Jacobian-vector product Jv: the derivative of f at x along v, which has the shape of x. */
  public static <A extends Array<A>> A jvp(Function<Variable, Variable> f, A x, A v) {
    return new Linearization<>("jvp", Structure.one(x), Structure.one(x), flat(f), x).jvp(v);
  }

  /** The Jacobian-vector product of a function of several arrays along directions v, one for each. */
  public static <A extends Array<A>> A jvp(
      Function<List<Variable>, Variable> f, List<A> xs, List<A> vs) {
    A like = first("jvp", xs);
    return new Linearization<>("jvp", Structure.list(like), Structure.one(like), flatList(f), xs)
        .jvp(vs);
  }

  /** The value f(x) and its Jacobian as a linear map, for any number of products Jv and J'u. */
  public static <A extends Array<A>> Linearization<A, A> linearize(
      Function<Variable, Variable> f, A x) {
    return new Linearization<>("linearize", Structure.one(x), Structure.one(x), flat(f), x)
        .settled();
  }

  /** The value of a function of several arrays, and its Jacobian as a linear map. */
  public static <A extends Array<A>> Linearization<List<A>, A> linearize(
      Function<List<Variable>, Variable> f, List<A> xs) {
    A like = first("linearize", xs);
    return new Linearization<>(
            "linearize", Structure.list(like), Structure.one(like), flatList(f), xs)
        .settled();
  }

  /**
   * The product of the Hessian of a scalar function with a vector, forward over reverse.
   *
   * <pre>
   * Formula:   out = H v, H[i,j] = d2f / dx[i] dx[j]
   * Shapes:    x, v and the product are alike
   * </pre>
   */
  public static <A extends Array<A>> A hvp(Function<Variable, Variable> f, A x, A v) {
    return new Linearization<>(
            "hvp", Structure.one(x), Structure.one(x), gradientOf("hvp", flat(f)), x)
        .jvp(v);
  }

  /** The product of the Hessian over all arguments together with directions v, one for each. */
  public static <A extends Array<A>> List<A> hvp(
      Function<List<Variable>, Variable> f, List<A> xs, List<A> vs) {
    Structure<List<A>> list = Structure.list(first("hvp", xs));
    return new Linearization<>("hvp", list, list, gradientOf("hvp", flatList(f)), xs).jvp(vs);
  }

  /** The gradient of a scalar function and its Jacobian, the Hessian, for any number of products: one record for all. */
  public static <A extends Array<A>> Linearization<A, A> linearizeGradient(
      Function<Variable, Variable> f, A x) {
    Structure<A> one = Structure.one(x);
    return new Linearization<>(
            "linearizeGradient", one, one, gradientOf("linearizeGradient", flat(f)), x)
        .settled();
  }

  /** The gradients of a scalar function of several arrays, and the Hessian over all of them. */
  public static <A extends Array<A>> Linearization<List<A>, List<A>> linearizeGradient(
      Function<List<Variable>, Variable> f, List<A> xs) {
    Structure<List<A>> list = Structure.list(first("linearizeGradient", xs));
    return new Linearization<>(
            "linearizeGradient", list, list, gradientOf("linearizeGradient", flatList(f)), xs)
        .settled();
  }

  // ---- curvature

  /** The Hessian of a scalar function of several arrays, as products H v with directions, one for each array. */
  public static <A extends Array<A>> Curvature<List<A>> hessianProduct(
      Function<List<Variable>, Variable> f, List<A> xs) {
    return Curvature.hessian(linearizeGradient(f, xs));
  }

  /**
   * The generalized Gauss-Newton matrix of a loss of a model: positive semidefinite where the loss is convex. For a loss that
   * is a negative log-likelihood of an exponential family in its natural parameters (squared error, cross-entropy of
   * logits) it is the Fisher information.
   *
   * <pre>
   * Formula:   G v = J' H J v, J the Jacobian of the model at xs, H the Hessian of the loss at the model's value
   * Errors:    IllegalArgumentException when the loss is no scalar
   * Source:    Schraudolph 2002; Martens 2020 (arXiv:1412.1193)
   * </pre>
   */
  public static <A extends Array<A>> Curvature<List<A>> gaussNewtonProduct(
      Function<List<Variable>, Variable> model, Function<Variable, Variable> loss, List<A> xs) {
    return Curvature.gaussNewton(linearize(model, xs), loss);
  }

  /**
   * The empirical Fisher matrix: the mean over the examples of g g', with g the gradient of the example's loss.
   *
   * <pre>
   * Formula:   F v = J' J v / n, J the Jacobian of the vector of losses: row i is the gradient of the loss of example i
   * </pre>
   *
   * @param losses a vector, the loss of each example; for labels drawn from the model's own prediction F is an estimate of
   *     the Fisher information
   */
  public static <A extends Array<A>> Curvature<List<A>> fisherProduct(
      Function<List<Variable>, Variable> losses, List<A> xs) {
    return Curvature.fisher(linearize(losses, xs));
  }

  // ---- example by example

  /**
   * The gradient of each example's loss on its own: for each array, one of shape (examples, array.shape).
   *
   * <p>Each example is a function of its own, evaluated once: as much work as the sum of their losses, in smaller pieces.
   *
   * @param loss the scalar loss of the example with a number
   */
  public static List<Tensor> perExampleGradients(
      BiFunction<List<Variable>, Integer, Variable> loss, List<Tensor> xs, int examples) {
    return PerExample.gradients(loss, xs, examples);
  }

  /** The Euclidean norm over all arrays of each example's gradient, a vector; no more than one gradient is kept at a time. */
  public static Tensor perExampleGradientNorms(
      BiFunction<List<Variable>, Integer, Variable> loss, List<Tensor> xs, int examples) {
    return PerExample.norms(loss, xs, examples);
  }

  /**
   * The Euclidean norm of each example's gradient with respect to each array, for layers of a batch: about the work of one
   * gradient, and no gradient of an example is formed where the layer allows.
   *
   * <pre>
   * Shapes:    a vector for each array, of the length of the losses
   * Errors:    IllegalArgumentException when the losses are no vector, an array is used by two operations, or one is used where
   *            examples cannot be told apart
   * Source:    Goodfellow 2015 (arXiv:1510.01799)
   * </pre>
   *
   * @param losses the loss of each example, a vector; examples lie along the first axis of every layer, and none may enter the
   *     loss of another, as in a batch norm
   */
  public static List<Tensor> exampleGradientNorms(
      Function<List<Variable>, Variable> losses, List<Tensor> xs) {
    return ExampleNorms.of(losses, xs);
  }

  // ---- matrices

  /**
   * All derivatives of an array-valued function: by columns (forward), or by rows (reverse) when those are fewer.
   *
   * <pre>
   * Formula:   out[i..., j...] = df[i...] / dx[j...]
   * Shapes:    f(x).shape followed by x.shape
   * </pre>
   */
  public static <A extends Array<A>> A jacobian(Function<Variable, Variable> f, A x) {
    Structure<A> one = Structure.one(x);
    return one.join().apply(Jacobian.of(new Linearization<>("jacobian", one, one, flat(f), x)));
  }

  /** All derivatives of a function of several arrays, an array for each. */
  public static <A extends Array<A>> List<A> jacobian(
      Function<List<Variable>, Variable> f, List<A> xs) {
    Structure<List<A>> list = Structure.list(first("jacobian", xs));
    return list.join()
        .apply(Jacobian.of(new Linearization<>("jacobian", list, list, flatList(f), xs)));
  }

  /** All second derivatives of a scalar function: shape x.shape followed by x.shape. */
  public static <A extends Array<A>> A hessian(Function<Variable, Variable> f, A x) {
    Structure<A> one = Structure.one(x);
    Linearization<A, A> map =
        new Linearization<>("hessian", one, one, gradientOf("hessian", flat(f)), x);
    return one.join().apply(Jacobian.of(map));
  }

  // ---- recomputing

  /**
   * The value f(xs), recorded as one operation that keeps its arguments only: what lies between is computed again when the
   * derivative is asked for. A chain cut into n parts of n operations takes memory for 2 n instead of n^2, and one more
   * evaluation.
   *
   * <pre>
   * Errors:    IllegalArgumentException when f depends on other variables than its arguments
   *            IllegalStateException, when the derivative is taken, if f does not give the same numbers again
   * </pre>
   */
  public static Variable checkpoint(Function<List<Variable>, Variable> f, List<Variable> xs) {
    Checks.inputs("checkpoint", xs);
    return xs.get(0).apply(new Checkpoint(f), xs).get(0);
  }

  /** The value f(x), see {@link #checkpoint(Function, List)}. */
  public static Variable checkpoint(Function<Variable, Variable> f, Variable x) {
    return checkpoint(xs -> f.apply(xs.get(0)), List.of(x));
  }

  // ---- looking for NaN

  /**
   * Runs, looking at the result of every operation on variables, in derivatives too: the first that is NaN is an error.
   *
   * <pre>{@code
   * double loss = Autodiff.traceNaN(() -> model.backward(p -> loss(p, batch)));
   * // ArithmeticException: log: the result must not be NaN; got the first at position 3 of (32,) f32 from operands (32,) f32,
   * // which have none
   * }</pre>
   *
   * <pre>
   * Errors:    ArithmeticException, which names the operation
   * </pre>
   */
  public static <T> T traceNaN(Supplier<T> body) {
    return NaNTrace.during(body);
  }

  // ---- where nothing flows

  /** The same numbers as a constant: no derivative of any order flows through. */
  public static Variable stopGradient(Variable x) {
    return x.detach();
  }

  /** Evaluates without recording: what comes out is constant. Functions differentiated inside are, as always. */
  public static <T> T noGrad(Supplier<T> body) {
    return Tape.paused(body);
  }

  // ---- check

  /** Compares first and second derivatives with differences, see {@link GradientCheck}. */
  public static void gradientCheck(Function<Variable, Variable> f, Tensor x) {
    new GradientCheck().check(f, x);
  }

  /** Compares first and second derivatives of a function of several arrays with differences. */
  public static void gradientCheck(Function<List<Variable>, Variable> f, List<Tensor> xs) {
    new GradientCheck().check(f, xs);
  }

  // ---- to lists

  static Function<List<Variable>, List<Variable>> flat(Function<Variable, Variable> f) {
    return xs -> Arrays.asList(f.apply(xs.get(0)));
  }

  static Function<List<Variable>, List<Variable>> flatList(Function<List<Variable>, Variable> f) {
    return xs -> Arrays.asList(f.apply(xs));
  }

  private static <A> A first(String op, List<A> xs) {
    if (xs.isEmpty()) {
      Checks.inputs(op, List.of());
    }
    return xs.get(0);
  }
}
