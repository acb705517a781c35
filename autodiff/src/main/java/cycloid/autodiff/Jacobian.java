package cycloid.autodiff;

import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The matrix of a linear map, from products with unit vectors: column by column, or row by row when those are fewer. */
final class Jacobian {
  private Jacobian() {}

  /** For each input the derivatives of the output, of shape output.shape + input.shape. */
  static List<Variable> of(Linearization<?, ?> map) {
    Variable output = map.outputs().get(0);
    long inputSize = map.inputs().stream().mapToLong(Variable::size).sum();
    return inputSize <= output.size() ? byColumns(map, output) : byRows(map, output);
  }

  private static List<Variable> byColumns(Linearization<?, ?> map, Variable output) {
    List<Variable> jacobians = new ArrayList<>();
    for (int k = 0; k < map.inputs().size(); k++) {
      Variable input = map.inputs().get(k);
      List<Variable> columns = new ArrayList<>();
      for (int i = 0; i < input.size(); i++) {
        Variable[] tangents = new Variable[map.inputs().size()];
        tangents[k] = unit(input, i);
        columns.add(map.pushAll(Arrays.asList(tangents)).get(0));
      }
      jacobians.add(stacked(columns, output.rank(), output, input));
    }
    return jacobians;
  }

  private static List<Variable> byRows(Linearization<?, ?> map, Variable output) {
    List<List<Variable>> rows = new ArrayList<>();
    for (int i = 0; i < output.size(); i++) {
      rows.add(map.pullAll(List.of(unit(output, i)), false));
    }
    List<Variable> jacobians = new ArrayList<>();
    for (int k = 0; k < map.inputs().size(); k++) {
      int input = k;
      List<Variable> rowsOfInput = rows.stream().map(row -> row.get(input)).toList();
      jacobians.add(stacked(rowsOfInput, 0, output, map.inputs().get(k)));
    }
    return jacobians;
  }

  /** One at a position in row-major order, zeros elsewhere. */
  private static Variable unit(Variable like, int position) {
    Tensor unit = Tensor.zeros(like.dtype(), like.size());
    unit.set(1, position);
    return new Variable(unit.reshape(like.shape()));
  }

  private static Variable stacked(List<Variable> parts, int axis, Variable output, Variable input) {
    int[] shape = Arrays.copyOf(output.shape(), output.rank() + input.rank());
    System.arraycopy(input.shape(), 0, shape, output.rank(), input.rank());
    return parts.isEmpty()
        ? new Variable(Tensor.zeros(output.dtype(), shape))
        : parts.get(0).stack(axis, parts.subList(1, parts.size())).reshape(shape);
  }
}
