package cycloid.autodiff;

import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How an argument or a result is made of arrays: it is one array or a list of them, tensors or variables. Differentiation
 * itself knows lists of variables only.
 *
 * @param <X> the argument or result
 * @param variables its arrays, as variables; a tensor becomes a constant
 * @param join the argument or result, from variables
 */
record Structure<X>(Function<X, List<Variable>> variables, Function<List<Variable>, X> join) {

  /** One array of the kind of an example. */
  static <A extends Array<A>> Structure<A> one(A example) {
    return new Structure<>(x -> List.of(variable(x)), xs -> as(example, xs.get(0)));
  }

  /** A list of arrays of the kind of an example. */
  static <A extends Array<A>> Structure<List<A>> list(A example) {
    return new Structure<>(
        xs -> xs.stream().map(Structure::variable).toList(),
        xs -> xs.stream().map(x -> as(example, x)).toList());
  }

  /** An array as a variable; a tensor becomes a constant. */
  static Variable variable(Array<?> x) {
    return x instanceof Variable variable ? variable : new Variable(x.value());
  }

  /** Arrays as variables. */
  static <A extends Array<A>> List<Variable> variables(List<A> xs) {
    return xs.stream().map(Structure::variable).toList();
  }

  /** Variables as arrays of the kind of an example; null stays null. */
  static <A extends Array<A>> List<A> like(A example, List<Variable> xs) {
    List<A> arrays = new ArrayList<>(xs.size());
    for (Variable x : xs) {
      arrays.add(x == null ? null : as(example, x));
    }
    return arrays;
  }

  /** A derivative as a tensor is row-major and has its own memory, not an expanded view. */
  @SuppressWarnings("unchecked")
  private static <A extends Array<A>> A as(A example, Variable x) {
    return example instanceof Tensor ? (A) x.value().contiguous() : (A) x;
  }
}
