package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.random.Random;
import java.util.List;

/**
 * The simple recurrent network.
 *
 * <pre>
 * Formula:   h = tanh(W_i x + b_i + W_h h + b_h)
 * Source:    Elman 1990
 * </pre>
 */
public final class Rnn extends Recurrent {
  /** One layer, forwards. */
  public Rnn(int input, int hidden, DType dtype, Random key) {
    this(new Sizes(input, hidden, 1, false), dtype, key);
  }

  /** Of any sizes. */
  public Rnn(Sizes sizes, DType dtype, Random key) {
    super(sizes, 1, 1, dtype, key);
  }

  @Override
  <A extends Array<A>> List<A> next(A in, A state, List<A> states) {
    return List.of(in.add(state).tanh());
  }
}
