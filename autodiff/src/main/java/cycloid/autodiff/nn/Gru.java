package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.random.Random;
import java.util.List;

/**
 * The gated recurrent unit; gates r, z, n one below the other.
 *
 * <pre>
 * Formula:   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
 *            z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
 *            n = tanh(W_in x + b_in + r * (W_hn h + b_hn))
 *            h = (1 - z) * n + z * h
 * Source:    Cho et al. 2014 (arXiv:1406.1078)
 * </pre>
 */
public final class Gru extends Recurrent {
  /** One layer, forwards. */
  public Gru(int input, int hidden, DType dtype, Random key) {
    this(new Sizes(input, hidden, 1, false), dtype, key);
  }

  /** Of any sizes. */
  public Gru(Sizes sizes, DType dtype, Random key) {
    super(sizes, 3, 1, dtype, key);
  }

  @Override
  <A extends Array<A>> List<A> next(A in, A state, List<A> states) {
    A h = states.get(0);
    A r = gate(in, 0).add(gate(state, 0)).sigmoid();
    A z = gate(in, 1).add(gate(state, 1)).sigmoid();
    A n = gate(in, 2).add(r.mul(gate(state, 2))).tanh();
    return List.of(n.add(z.mul(h.sub(n))));
  }
}
