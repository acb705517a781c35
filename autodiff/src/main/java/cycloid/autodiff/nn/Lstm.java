package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.random.Random;
import java.util.List;

/**
 * Long short-term memory; gates i, f, g, o one below the other.
 *
 * <pre>
 * Formula:   i = sigmoid(W_ii x + b_ii + W_hi h + b_hi),   f = sigmoid(...),   o = sigmoid(...),   g = tanh(...)
 *            c = f * c + i * g
 *            h = o * tanh(c)
 * Source:    Hochreiter and Schmidhuber 1997; forget gate: Gers, Schmidhuber and Cummins 2000
 * </pre>
 */
public final class Lstm extends Recurrent {
  /** One layer, forwards. */
  public Lstm(int input, int hidden, DType dtype, Random key) {
    this(new Sizes(input, hidden, 1, false), dtype, key);
  }

  /** Of any sizes. */
  public Lstm(Sizes sizes, DType dtype, Random key) {
    super(sizes, 4, 2, dtype, key);
  }

  @Override
  <A extends Array<A>> List<A> next(A in, A state, List<A> states) {
    A sum = in.add(state);
    A i = gate(sum, 0).sigmoid();
    A f = gate(sum, 1).sigmoid();
    A g = gate(sum, 2).tanh();
    A o = gate(sum, 3).sigmoid();
    A c = f.mul(states.get(1)).add(i.mul(g));
    return List.of(o.mul(c.tanh()), c);
  }
}
