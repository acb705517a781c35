package cycloid.autodiff;

import cycloid.tensor.Array;
import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import java.util.List;

/** Rules of the movements. All are linear: a tangent moves like the values, and a cotangent moves back. */
final class MovementRules {
  private MovementRules() {}

  /** The same elements in another shape. */
  record Reshape(int[] shape) implements Operation.Linear {
    @Override
    public String name() {
      return "reshape";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).reshape(shape);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      return g.reshape(at.operandShape(0));
    }
  }

  /** The axes in another order; the inverse permutation puts them back. */
  record Permute(int[] axes) implements Operation.Linear {
    @Override
    public String name() {
      return "permute";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).permute(axes);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      int[] inverse = new int[axes.length];
      for (int i = 0; i < axes.length; i++) {
        inverse[Math.floorMod(axes[i], axes.length)] = i;
      }
      return g.permute(inverse);
    }
  }

  /** Repetition by broadcasting; summing the repetitions is left to the sweep. */
  record Expand(int[] shape) implements Operation.Linear {
    @Override
    public String name() {
      return "expand";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).expand(shape);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      return g;
    }
  }

  /** Selected positions; nothing flows to the others. */
  record Part(Slice[] slices) implements Operation.Linear {
    @Override
    public String name() {
      return "slice";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).slice(slices);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      return g.embed(at.operandShape(0), slices);
    }
  }

  /** Zeros around. */
  record Embed(int[] shape, Slice[] slices) implements Operation.Linear {
    @Override
    public String name() {
      return "embed";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).embed(shape, slices);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      return g.slice(slices);
    }
  }

  /** Entries by index, which may be taken several times: their cotangents add up. */
  record Gather(int axis, int[] indices) implements Operation.Linear {
    @Override
    public String name() {
      return "gather";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).gather(axis, indices);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      int[] shape = at.operandShape(0);
      return g.scatterAdd(axis, shape[Math.floorMod(axis, shape.length)], indices);
    }
  }

  /** Entries added up by index. */
  record ScatterAdd(int axis, int size, int[] indices) implements Operation.Linear {
    @Override
    public String name() {
      return "scatterAdd";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).scatterAdd(axis, size, indices);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      return g.gather(axis, indices);
    }
  }

  /** Arrays one after another, array i from {@code starts[i]} to before {@code starts[i + 1]}. */
  record Concat(int axis, int[] starts) implements Operation {
    static Concat of(int axis, List<Variable> operands) {
      int[] starts = new int[operands.size() + 1];
      for (int i = 0; i < operands.size(); i++) {
        // An axis out of range is left to the tensors to complain about.
        int[] shape = operands.get(i).shape();
        int along = axis < 0 ? axis + shape.length : axis;
        starts[i + 1] = starts[i] + (along < 0 || along >= shape.length ? 0 : shape[along]);
      }
      return new Concat(axis, starts);
    }

    @Override
    public String name() {
      return "concat";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).concat(axis, operands.subList(1, operands.size()));
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      return g.narrow(axis, starts[operand], starts[operand + 1]);
    }

    @Override
    public Variable pushforward(Variable[] tangents, Node at) {
      Variable[] parts = new Variable[tangents.length];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = tangents[i] != null ? tangents[i] : zeros(at, i, tangents);
      }
      return apply(List.of(parts));
    }

    private Variable zeros(Node at, int operand, Variable[] tangents) {
      int[] shape = at.shape.clone();
      shape[Math.floorMod(axis, shape.length)] = starts[operand + 1] - starts[operand];
      Variable other = tangents[0];
      for (int i = 1; other == null; i++) {
        other = tangents[i];
      }
      return Variable.of(Tensor.zeros(other.dtype(), shape));
    }
  }
}
