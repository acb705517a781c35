package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Random chains of slices, permutations, reshapes and the like give what their definitions by indices give. The seed is
 * fixed.
 */
class ViewsAgreeWithIndicesTest {
  private static final int CHAINS = 4000;
  private static final int LONGEST = 6;
  private static final int MOST_ELEMENTS = 400;

  /**
   * An array without strides: for each element, in row-major order, its position in the array at the beginning.
   *
   * @param positions as many as the shape has elements
   */
  private record Naive(int[] shape, int[] positions) {

    static Naive of(int[] shape) {
      Naive naive = new Naive(shape, new int[Shapes.size("of", shape)]);
      Arrays.setAll(naive.positions, i -> i);
      return naive;
    }

    /** The definition of a movement: where in this array an element of the result comes from, by their indices. */
    Naive from(int[] target, UnaryOperator<int[]> source) {
      int[] moved = new int[Shapes.size("from", target)];
      int[] index = new int[target.length];
      for (int i = 0; i < moved.length; i++) {
        moved[i] = positions[rowMajor(source.apply(index.clone()))];
        for (int axis = target.length - 1; axis >= 0 && ++index[axis] == target[axis]; axis--) {
          index[axis] = 0;
        }
      }
      return new Naive(target, moved);
    }

    private int rowMajor(int[] index) {
      int position = 0;
      for (int axis = 0; axis < shape.length; axis++) {
        position = position * shape[axis] + index[axis];
      }
      return position;
    }
  }

  /** One movement, of a tensor and by its definition. */
  private record Step(String text, Tensor tensor, Naive naive, boolean sharesMemory) {}

  private final Random random = new Random(20_251_121);

  private int[] shape() {
    int[] shape = new int[random.nextInt(5)];
    Arrays.setAll(shape, i -> random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(6));
    return shape;
  }

  @Test
  void everyChainGivesTheElementsOfItsDefinition() {
    int elements = 0;
    for (int chain = 0; chain < CHAINS; chain++) {
      int[] shape = shape();
      DType dtype = DType.values()[chain % 2];
      Tensor base = Tensor.arange(dtype, Shapes.size("base", shape)).reshape(shape);
      Step step = new Step(Shapes.text(shape), base, Naive.of(shape), true);
      for (int length = 1 + random.nextInt(LONGEST); length > 0; length--) {
        step = next(step);
        assertAgrees(step);
        elements += step.tensor.size();
      }
      assertReductionsAgree(step);
      if (step.sharesMemory) {
        assertWritesThrough(step, base);
      }
    }
    // Chains do not die out in empty arrays.
    assertTrue(elements > 50 * CHAINS, elements + " elements");
  }

  // ---- what must hold

  private static void assertAgrees(Step step) {
    assertArrayEquals(step.naive.shape, step.tensor.shape(), step.text);
    assertArrayEquals(values(step.naive), step.tensor.toDoubleArray(), step.text);
    assertTrue(step.tensor.contiguous().arrayEqual(step.tensor) || step.tensor.size() == 0);
  }

  private static double[] values(Naive naive) {
    return Arrays.stream(naive.positions).asDoubleStream().toArray();
  }

  /** Sums of whole numbers are exact, in any order. */
  private static void assertReductionsAgree(Step step) {
    Naive naive = step.naive;
    for (int axis = 0; axis < naive.shape.length; axis++) {
      int reduced = axis;
      int[] target = Shapes.removed(naive.shape, axis);
      double[] sums = new double[Shapes.size("sum", target)];
      for (int k = 0; k < naive.shape[axis]; k++) {
        int at = k;
        double[] part = values(naive.from(target, index -> Shapes.inserted(index, reduced, at)));
        Arrays.setAll(sums, i -> sums[i] + part[i]);
      }
      assertArrayEquals(sums, step.tensor.sum(axis).toDoubleArray(), step.text + " sum " + axis);
    }
    Tensor doubled = step.tensor.add(step.tensor.contiguous());
    assertArrayEquals(
        Arrays.stream(values(naive)).map(x -> 2 * x).toArray(), doubled.toDoubleArray(), step.text);
  }

  private static void assertWritesThrough(Step step, Tensor base) {
    step.tensor.fill(-1);
    double[] expected = new double[base.size()];
    Arrays.setAll(expected, i -> i);
    for (int position : step.naive.positions) {
      expected[position] = -1;
    }
    assertArrayEquals(expected, base.toDoubleArray(), step.text);
  }

  // ---- movements

  private Step next(Step step) {
    int rank = step.tensor.rank();
    return switch (random.nextInt(rank == 0 ? 4 : 11)) {
      case 0 -> reshape(step);
      case 1 -> unsqueeze(step);
      case 2 -> expand(step);
      case 3 -> permute(step);
      case 4, 5 -> slice(step);
      case 6 -> flip(step);
      case 7 -> select(step);
      case 8 -> roll(step);
      case 9 -> tile(step);
      default -> gather(step);
    };
  }

  private static Step step(
      Step from, String text, Tensor tensor, Naive naive, boolean sharesMemory) {
    return new Step(from.text + " " + text, tensor, naive, from.sharesMemory && sharesMemory);
  }

  private Step reshape(Step from) {
    List<Integer> factors = new ArrayList<>();
    int size = from.tensor.size();
    for (int rest = size; rest > 1; ) {
      int factor = 2;
      while (rest % factor != 0) {
        factor++;
      }
      rest /= factor;
      if (factors.isEmpty() || random.nextBoolean()) {
        factors.add(factor);
      } else {
        int last = factors.size() - 1;
        factors.set(last, factors.get(last) * factor);
      }
    }
    if (size == 0) {
      factors.add(0);
    }
    if (random.nextBoolean()) {
      factors.add(random.nextInt(factors.size() + 1), 1);
    }
    int[] shape = factors.stream().mapToInt(Integer::intValue).toArray();
    Naive naive = new Naive(shape, from.naive.positions);
    return step(from, "reshape" + Shapes.text(shape), from.tensor.reshape(shape), naive, false);
  }

  private Step unsqueeze(Step from) {
    int axis = random.nextInt(from.tensor.rank() + 1);
    Naive naive = from.naive.from(
        Shapes.inserted(from.naive.shape, axis, 1), index -> Shapes.removed(index, axis));
    return step(from, "unsqueeze " + axis, from.tensor.unsqueeze(axis), naive, true);
  }

  private Step expand(Step from) {
    int added = random.nextInt(2);
    int[] old = from.naive.shape;
    int[] shape = new int[added + old.length];
    Arrays.setAll(
        shape, i -> i < added || old[i - added] == 1 ? 1 + random.nextInt(3) : old[i - added]);
    if (Shapes.size("expand", shape) > MOST_ELEMENTS) {
      return from;
    }
    Naive naive = from.naive.from(shape, index -> {
      int[] source = Arrays.copyOfRange(index, added, index.length);
      Arrays.setAll(source, i -> old[i] == 1 ? 0 : source[i]);
      return source;
    });
    return step(from, "expand" + Shapes.text(shape), from.tensor.expand(shape), naive, false);
  }

  private Step permute(Step from) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < from.tensor.rank(); axis++) {
      order.add(random.nextInt(axis + 1), axis);
    }
    int[] axes = order.stream().mapToInt(Integer::intValue).toArray();
    int[] shape = Arrays.stream(axes).map(axis -> from.naive.shape[axis]).toArray();
    Naive naive = from.naive.from(shape, index -> {
      int[] source = new int[index.length];
      for (int i = 0; i < axes.length; i++) {
        source[axes[i]] = index[i];
      }
      return source;
    });
    return step(from, "permute" + order, from.tensor.permute(axes), naive, true);
  }

  private Step slice(Step from) {
    int count = 1 + random.nextInt(from.tensor.rank());
    Slice[] slices = new Slice[count];
    int[][] positions = new int[count][];
    int[] shape = from.naive.shape.clone();
    for (int axis = 0; axis < count; axis++) {
      int extent = shape[axis];
      int start = random.nextInt(2 * extent + 5) - extent - 2;
      int stop = random.nextInt(2 * extent + 5) - extent - 2;
      int step = (1 + random.nextInt(3)) * (random.nextInt(3) == 0 ? -1 : 1);
      boolean isWhole = random.nextInt(3) > 0;
      slices[axis] = isWhole ? Slice.step(step) : Slice.of(start, stop, step);
      positions[axis] = isWhole
          ? pythonRange(step > 0 ? 0 : extent - 1, step > 0 ? extent : -extent - 1, step, extent)
          : pythonRange(start, stop, step, extent);
      shape[axis] = positions[axis].length;
    }
    Naive naive = from.naive.from(shape, index -> {
      for (int axis = 0; axis < count; axis++) {
        index[axis] = positions[axis][index[axis]];
      }
      return index;
    });
    return step(from, Arrays.toString(slices), from.tensor.slice(slices), naive, true);
  }

  /** The positions of start:stop:step as the Python reference says, "Sequence types", notes 3 to 5. */
  private static int[] pythonRange(int start, int stop, int step, int extent) {
    int first = start < 0 ? start + extent : start;
    int last = stop < 0 ? stop + extent : stop;
    first = step > 0 ? Math.max(0, first) : Math.min(extent - 1, first);
    last = step > 0 ? Math.min(extent, last) : Math.max(-1, last);
    List<Integer> positions = new ArrayList<>();
    for (int i = first; step > 0 ? i < last : i > last; i += step) {
      positions.add(i);
    }
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }

  private Step flip(Step from) {
    int axis = random.nextInt(from.tensor.rank());
    int[] shape = from.naive.shape;
    Naive naive = from.naive.from(shape, index -> {
      index[axis] = shape[axis] - 1 - index[axis];
      return index;
    });
    return step(from, "flip " + axis, from.tensor.flip(axis), naive, true);
  }

  private Step select(Step from) {
    int axis = random.nextInt(from.tensor.rank());
    int extent = from.naive.shape[axis];
    if (extent == 0) {
      return from;
    }
    int index = random.nextInt(2 * extent) - extent;
    Naive naive = from.naive.from(
        Shapes.removed(from.naive.shape, axis),
        source -> Shapes.inserted(source, axis, index < 0 ? index + extent : index));
    return step(from, "select " + axis + " " + index, from.tensor.select(axis, index), naive, true);
  }

  private Step roll(Step from) {
    int axis = random.nextInt(from.tensor.rank());
    int shift = random.nextInt(15) - 7;
    int[] shape = from.naive.shape;
    Naive naive = from.naive.from(shape, index -> {
      index[axis] = Math.floorMod(index[axis] - shift, shape[axis]);
      return index;
    });
    return step(from, "roll " + axis + " " + shift, from.tensor.roll(axis, shift), naive, false);
  }

  private Step tile(Step from) {
    int axis = random.nextInt(from.tensor.rank());
    int count = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(2);
    int extent = from.naive.shape[axis];
    if (from.tensor.size() * count > MOST_ELEMENTS) {
      return from;
    }
    Naive naive =
        from.naive.from(Shapes.replaced(from.naive.shape, axis, count * extent), index -> {
          index[axis] %= extent;
          return index;
        });
    return step(from, "tile " + axis + " " + count, from.tensor.tile(axis, count), naive, false);
  }

  private Step gather(Step from) {
    int axis = random.nextInt(from.tensor.rank());
    int extent = from.naive.shape[axis];
    if (extent == 0) {
      return from;
    }
    int[] indices = random.ints(random.nextInt(5), 0, extent).toArray();
    Naive naive =
        from.naive.from(Shapes.replaced(from.naive.shape, axis, indices.length), index -> {
          index[axis] = indices[index[axis]];
          return index;
        });
    String text = "gather " + axis + " " + Arrays.toString(indices);
    return step(from, text, from.tensor.gather(axis, indices), naive, false);
  }
}
