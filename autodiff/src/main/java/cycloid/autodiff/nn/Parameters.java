package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a forward pass finds the parameters, as the kind of array that it computes with: their values as tensors, or
 * variables for which the result is differentiated.
 *
 * @param <A> the kind of array
 */
public interface Parameters<A extends Array<A>> {

  /** The array that stands for a parameter. One that is not among those differentiated for is a constant. */
  A get(Parameter parameter);

  /** Numbers, such as a batch of data, as this kind of array. */
  A constant(Tensor value);

  /** The values of the parameters. */
  static Parameters<Tensor> values() {
    return Values.INSTANCE;
  }

  /**
   * Given arrays in place of parameters: with {@code Autodiff}, the way to any derivative with respect to parameters.
   *
   * <pre>{@code
   * List<Tensor> Hv = Autodiff.hvp(xs -> loss(Parameters.of(parameters, xs)), values, v);
   * }</pre>
   *
   * <pre>
   * Errors:    IllegalArgumentException when there is not one array for each parameter, or none
   * </pre>
   */
  static <A extends Array<A>> Parameters<A> of(List<Parameter> parameters, List<A> arrays) {
    Checks.substitutes(parameters, arrays);
    Map<Parameter, A> map = new IdentityHashMap<>(2 * parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      map.put(parameters.get(i), arrays.get(i));
    }
    return new Substitutes<>(map, arrays.get(0));
  }

  /** The parameters themselves. */
  enum Values implements Parameters<Tensor> {
    /** The only one. */
    INSTANCE;

    @Override
    public Tensor get(Parameter parameter) {
      return parameter.value();
    }

    @Override
    public Tensor constant(Tensor value) {
      return value;
    }
  }

  /**
   * Arrays in place of parameters.
   *
   * @param map the array for each parameter, by identity
   * @param any one of them, which lifts constants
   */
  record Substitutes<A extends Array<A>>(Map<Parameter, A> map, A any) implements Parameters<A> {
    @Override
    public A get(Parameter parameter) {
      A array = map.get(parameter);
      return array != null ? array : any.constant(parameter.value());
    }

    @Override
    public A constant(Tensor value) {
      return any.constant(value);
    }
  }
}
