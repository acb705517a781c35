package cycloid.autodiff;

import cycloid.tensor.Arena;
import cycloid.tensor.Pack;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Gradients lie as what they are gradients of: where arrays follow each other in one storage, without gaps, their gradients do
 * so in another. An optimizer that has packed its parameters reads one array of gradients then.
 *
 * <p>Arrays that lie alone are left out, and so are those that overlap.
 */
final class PackedGradients {
  private final Arena arena;

  /** The arrays whose layout this is. */
  private Tensor[] arrays = {};

  /** For each array the pack of its gradient, or null, and the part in it. */
  private Pack[] packs = {};

  private int[] parts = {};

  /** Gradients in memory of an arena. */
  PackedGradients(Arena arena) {
    this.arena = arena;
  }

  /** Takes note of where the arrays lie; to be called before the arena begins its step. */
  void follow(List<Tensor> xs) {
    boolean same = xs.size() == arrays.length;
    for (int i = 0; same && i < arrays.length; i++) {
      same = xs.get(i) == arrays[i];
    }
    if (!same) {
      for (int i = 0; i < packs.length; i++) {
        if (packs[i] != null && parts[i] == 0) {
          packs[i].close();
        }
      }
      arrays = xs.toArray(new Tensor[0]);
      packs = new Pack[arrays.length];
      parts = new int[arrays.length];
      arrange();
    }
  }

  /** Finds arrays that follow each other. */
  private void arrange() {
    Integer[] order = new Integer[arrays.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt(i -> arrays[i].offset()));
    boolean[] seen = new boolean[arrays.length];
    for (int k = 0; k < order.length; k++) {
      if (!seen[order[k]] && canBePacked(arrays[order[k]])) {
        int[] run = run(order, k, seen);
        if (run.length > 1) {
          pack(run);
        }
      }
    }
  }

  private static boolean canBePacked(Tensor x) {
    return x.isContiguous() && x.size() > 0;
  }

  /** The arrays from the k-th on, in the order of their offsets, that follow it and were not seen. */
  private int[] run(Integer[] order, int k, boolean[] seen) {
    int[] run = new int[order.length];
    run[0] = order[k];
    seen[order[k]] = true;
    int count = 1;
    for (int j = k + 1; j < order.length; j++) {
      Tensor last = arrays[run[count - 1]];
      Tensor next = arrays[order[j]];
      if (!seen[order[j]]
          && next.storage() == last.storage()
          && next.offset() == last.offset() + last.size()
          && canBePacked(next)) {
        seen[order[j]] = true;
        run[count++] = order[j];
      }
    }
    return Arrays.copyOf(run, count);
  }

  private void pack(int[] run) {
    int[] sizes = new int[run.length];
    Arrays.setAll(sizes, part -> arrays[run[part]].size());
    Pack pack = new Pack(arena, arrays[run[0]].dtype(), sizes);
    for (int part = 0; part < run.length; part++) {
      packs[run[part]] = pack;
      parts[run[part]] = part;
    }
  }

  /** The gradient of an array, where it belongs; null for none. */
  Tensor settled(int i, Tensor gradient) {
    if (packs[i] == null) {
      return gradient;
    }
    if (gradient == null) {
      packs[i].skip(parts[i]);
      return null;
    }
    return packs[i].settle(parts[i], gradient);
  }

  /** How many gradients of the latest step were copied. */
  int copies() {
    int copies = 0;
    for (int i = 0; i < packs.length; i++) {
      copies += packs[i] == null || parts[i] > 0 ? 0 : packs[i].copies();
    }
    return copies;
  }
}
