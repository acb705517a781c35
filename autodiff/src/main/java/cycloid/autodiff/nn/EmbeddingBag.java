package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;

/**
 * Bags of things: of each bag the sum, mean or maximum of the vectors of its things.
 *
 * <pre>
 * Formula:   out[b, ...] = sum | mean | max over i in bag b of weight[i, ...]
 * Shapes:    weight (count, width) -> (bags, width)
 * Edge:      an empty bag gives zeros
 * Names:     "weight", laid out as PyTorch's
 * </pre>
 */
public final class EmbeddingBag extends Module {
  private final Parameter weight;
  private final Mode mode;

  /** What is computed of a bag. */
  public enum Mode {
    /** The sum of the vectors. */
    SUM,
    /** Their arithmetic mean. */
    MEAN,
    /** The greatest in each place. */
    MAX
  }

  /** Standard normal vectors, as PyTorch starts. */
  public EmbeddingBag(int count, int width, Mode mode, DType dtype, Random key) {
    this.weight = parameter("weight", key.normal(dtype, count, width));
    this.mode = mode;
  }

  /** A vector for each bag; errors as {@link Array#gather}. */
  public <A extends Array<A>> A forward(int[][] bags, Parameters<A> p) {
    A w = p.get(weight);
    return mode == Mode.MAX ? greatest(bags, w) : sums(bags, w);
  }

  private <A extends Array<A>> A sums(int[][] bags, A w) {
    int total = 0;
    for (int[] bag : bags) {
      total += bag.length;
    }
    int[] things = new int[total];
    int[] owner = new int[total];
    Tensor share = Tensor.ones(w.dtype(), bags.length, 1);
    int at = 0;
    for (int b = 0; b < bags.length; b++) {
      for (int thing : bags[b]) {
        things[at] = thing;
        owner[at++] = b;
      }
      share.set(mode == Mode.SUM || bags[b].length == 0 ? 1 : 1.0 / bags[b].length, b, 0);
    }
    A sums = w.gather(0, things).scatterAdd(0, bags.length, owner);
    return mode == Mode.SUM ? sums : sums.mul(w.constant(share));
  }

  private <A extends Array<A>> A greatest(int[][] bags, A w) {
    List<A> rows = new ArrayList<>();
    for (int[] bag : bags) {
      rows.add(
          bag.length == 0
              ? w.constant(Tensor.zeros(w.dtype(), w.size(1)))
              : w.gather(0, bag).max(0));
    }
    return rows.isEmpty()
        ? w.constant(Tensor.zeros(w.dtype(), 0, w.size(1)))
        : rows.get(0).stack(0, rows.subList(1, rows.size()));
  }
}
