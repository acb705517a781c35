package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Layers that go through a sequence step by step and carry a state along; one after another, and in both directions if wanted.
 *
 * <pre>
 * Shapes:    x (batch, steps, input) -> out (batch, steps, directions * hidden), states (layers * directions, batch, hidden)
 * Names:     "weight_ih_l0" (gates * hidden, input), "weight_hh_l0" (gates * hidden, hidden), "bias_ih_l0", "bias_hh_l0";
 *            l1, l2, ... for further layers, "_reverse" for the other direction; laid out as PyTorch's
 * </pre>
 */
public abstract class Recurrent extends Module {
  private final int hidden;
  private final int states;
  private final boolean bidirectional;
  private final List<Cell> cells = new ArrayList<>();

  /** The parameters of one layer in one direction. */
  record Cell(Parameter weightIn, Parameter weightState, Parameter biasIn, Parameter biasState) {}

  /**
   * What a recurrent module gives.
   *
   * @param out the output of the last layer at each step; of both directions side by side
   * @param states the last states of each layer and direction: h, and for an LSTM c
   */
  public record Output<A extends Array<A>>(A out, List<A> states) {
    /** The last state h of each layer and direction. */
    public A last() {
      return states.get(0);
    }
  }

  /** Uniform in +-1/sqrt(hidden), as PyTorch starts. */
  Recurrent(Sizes sizes, int gates, int states, DType dtype, Random key) {
    this.hidden = sizes.hidden();
    this.states = states;
    this.bidirectional = sizes.bidirectional();
    Initializer initial = Initializers.linear(hidden);
    int directions = bidirectional ? 2 : 1;
    for (int layer = 0; layer < sizes.layers(); layer++) {
      int in = layer == 0 ? sizes.input() : directions * hidden;
      for (int direction = 0; direction < directions; direction++) {
        Random[] keys = key.fold(layer).fold(direction).split(4);
        String end = "_l" + layer + (direction == 0 ? "" : "_reverse");
        int rows = gates * hidden;
        cells.add(new Cell(
            parameter("weight_ih" + end, initial.initialize(dtype, keys[0], rows, in)),
            parameter("weight_hh" + end, initial.initialize(dtype, keys[1], rows, hidden)),
            parameter("bias_ih" + end, initial.initialize(dtype, keys[2], rows)),
            parameter("bias_hh" + end, initial.initialize(dtype, keys[3], rows))));
      }
    }
  }

  /**
   * The sizes of a recurrent module.
   *
   * @param input the width of each step of the input
   * @param hidden the width of the state
   * @param layers how many layers, one after another
   * @param bidirectional whether each layer goes backwards through the sequence, too
   */
  public record Sizes(int input, int hidden, int layers, boolean bidirectional) {}

  /**
   * The next states.
   *
   * @param in the input's part of all gates, W_i x + b_i, shape (batch, gates * hidden)
   * @param state the state's part, W_h h + b_h
   * @param states the states: h first
   */
  abstract <A extends Array<A>> List<A> next(A in, A state, List<A> states);

  /** Goes through a sequence from a state of zeros. */
  public <A extends Array<A>> Output<A> forward(A x, Parameters<A> p) {
    return forward(x, List.of(), p);
  }

  /**
   * Goes through a sequence.
   *
   * @param initial the states to begin with, as {@link Output#states} gives them; none for zeros
   */
  public <A extends Array<A>> Output<A> forward(A x, List<A> initial, Parameters<A> p) {
    Checks.sequence(getClass().getSimpleName(), x, cells.get(0).weightIn(), initial, states);
    int directions = bidirectional ? 2 : 1;
    List<List<A>> last = new ArrayList<>();
    A out = x;
    for (int layer = 0; layer < cells.size() / directions; layer++) {
      List<A> outs = new ArrayList<>();
      for (int direction = 0; direction < directions; direction++) {
        int index = layer * directions + direction;
        List<A> first = initialStates(x, initial, index);
        Pass<A> pass = pass(out, cells.get(index), first, direction == 1, p);
        outs.add(pass.out);
        last.add(pass.states);
      }
      out = outs.get(0).concat(-1, outs.subList(1, outs.size()));
    }
    List<A> finals = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      int state = s;
      List<A> layers = last.stream().map(values -> values.get(state)).toList();
      finals.add(layers.get(0).stack(0, layers.subList(1, layers.size())));
    }
    return new Output<>(out, finals);
  }

  /** One layer in one direction: its output at each step, and the states at the end. */
  private record Pass<A extends Array<A>>(A out, List<A> states) {}

  private <A extends Array<A>> Pass<A> pass(
      A x, Cell cell, List<A> first, boolean reverse, Parameters<A> p) {
    A in = x.matmul(p.get(cell.weightIn).transpose()).add(p.get(cell.biasIn));
    A weight = p.get(cell.weightState).transpose();
    A bias = p.get(cell.biasState);
    List<A> outs = new ArrayList<>();
    List<A> current = first;
    int steps = x.size(1);
    for (int t = 0; t < steps; t++) {
      A state = current.get(0).matmul(weight).add(bias);
      current = next(in.select(1, reverse ? steps - 1 - t : t), state, current);
      outs.add(current.get(0));
    }
    if (reverse) {
      Collections.reverse(outs);
    }
    return new Pass<>(outs.get(0).stack(1, outs.subList(1, steps)), current);
  }

  private <A extends Array<A>> List<A> initialStates(A x, List<A> initial, int index) {
    List<A> first = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      first.add(
          initial.isEmpty()
              ? x.constant(Tensor.zeros(x.dtype(), x.size(0), hidden))
              : initial.get(s).select(0, index));
    }
    return first;
  }

  /** The part of a gate. */
  <A extends Array<A>> A gate(A all, int index) {
    return all.narrow(-1, index * hidden, (index + 1) * hidden);
  }
}
