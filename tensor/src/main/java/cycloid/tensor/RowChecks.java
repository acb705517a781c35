package cycloid.tensor;

import cycloid.tensor.Rowwise.Row;
import java.util.List;
import java.util.StringJoiner;

/** Checks of the operands of functions of rows; text is built only on failure. */
final class RowChecks {
  private RowChecks() {}

  /** Their number, their dtypes, and one value a row where that is asked for. */
  static void operands(Rowwise f, int axis, List<Tensor> operands, int scalars) {
    List<Row> rows = f.operands();
    if (operands.size() != rows.size() || scalars != f.scalars().size()) {
      throw new IllegalArgumentException(
          f.name() + ": there must be " + rows.size() + " operands and "
              + f.scalars().size() + " scalars; got " + operands.size() + " and " + scalars);
    }
    for (int i = 0; i < operands.size(); i++) {
      Tensor x = operands.get(i);
      if (x.dtype != operands.get(0).dtype) {
        throw new IllegalArgumentException(f.name() + ": dtypes must match; got "
            + described(f, operands) + "; convert one with to(DType)");
      }
      int at = x.rank() + axis;
      if (!rows.get(i).perLane() && at >= 0 && x.shape[at] != 1) {
        throw new IllegalArgumentException(f.name() + ": " + rows.get(i).name()
            + " must have extent 1 along axis " + axis + "; got " + described(f, operands));
      }
    }
  }

  static IllegalArgumentException broadcast(Rowwise f, List<Tensor> operands) {
    return new IllegalArgumentException(
        f.name() + ": shapes must broadcast, extents equal or 1 from the last axis; got "
            + described(f, operands));
  }

  private static String described(Rowwise f, List<Tensor> operands) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < operands.size(); i++) {
      text.add(f.operands().get(i).name() + "=" + Checks.described(operands.get(i)));
    }
    return text.toString();
  }
}
