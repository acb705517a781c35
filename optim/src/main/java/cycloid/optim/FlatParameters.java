package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.List;

/** Parameters as one vector, for methods that look at all of them together. */
final class FlatParameters {
  private final List<Parameter> parameters;
  private final int size;

  FlatParameters(String op, List<Parameter> parameters) {
    Checks.parameters(op, parameters);
    Checks.oneDtype(op, parameters);
    this.parameters = List.copyOf(parameters);
    this.size = parameters.stream().mapToInt(p -> p.value().size()).sum();
  }

  List<Parameter> parameters() {
    return parameters;
  }

  DType dtype() {
    return parameters.get(0).dtype();
  }

  int size() {
    return size;
  }

  /** A copy of all values. */
  Tensor values() {
    return flat(Parameter::value);
  }

  /** A copy of all gradients; zeros where there is none. */
  Tensor gradients() {
    return flat(Parameter::latestGradient);
  }

  private Tensor flat(java.util.function.Function<Parameter, Tensor> part) {
    Tensor all = Tensor.zeros(dtype(), size);
    int at = 0;
    for (Parameter parameter : parameters) {
      int next = at + parameter.value().size();
      Tensor given = part.apply(parameter);
      if (given != null) {
        all.narrow(0, at, next).copyFrom(given.flatten());
      }
      at = next;
    }
    return all;
  }

  /** Sets all values. */
  void set(Tensor values) {
    int at = 0;
    for (Parameter parameter : parameters) {
      int next = at + parameter.value().size();
      parameter.value().copyFrom(values.narrow(0, at, next).reshape(parameter.shape()));
      at = next;
    }
  }
}
