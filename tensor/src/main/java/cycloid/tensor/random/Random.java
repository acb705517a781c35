package cycloid.tensor.random;

import cycloid.simd.DType;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.Arrays;

/**
 * A key to random numbers, the same on every machine, JDK and number of threads.
 *
 * <p>A key is a value: it never changes, and the same call gives the same numbers again. Independent numbers come from
 * independent keys, which {@link #split} and {@link #fold} make:
 *
 * <pre>
 * Random[] keys = Random.key(42).split(2);
 * Tensor w = keys[0].normal(DType.F32, 64, 10);
 * Tensor mask = keys[1].fold(step).bernoulli(DType.F32, 0.9, 32, 64);
 * </pre>
 *
 * <p>Number i of a draw depends on the key and i alone. Both dtypes have the same numbers, F32 with fewer digits. The
 * generator is Philox4x32-10 (Salmon et al. 2011) with the key's 64 bits as key; the counter holds i and what is drawn.
 */
public final class Random {
  /** What the last word of the counter says: numbers of different purposes never share a counter. */
  private static final int NUMBERS = 0;

  private static final int SPLIT = 1;
  private static final int FOLD = 2;

  private static final double UNIT_53 = 0x1p-53;

  private final long key;

  private Random(long key) {
    this.key = key;
  }

  // ---- keys

  /** The key of a seed. */
  public static Random key(long seed) {
    return new Random(seed);
  }

  /** Independent keys; the first of more are the same as those of fewer. */
  public Random[] split(int count) {
    if (count < 0) {
      throw fault("split", "count must not be negative", count);
    }
    Random[] keys = new Random[count];
    Arrays.setAll(keys, i -> derived(i, SPLIT));
    return keys;
  }

  /** The key for a number, such as a step or the index of a layer; independent for different numbers. */
  public Random fold(long number) {
    return derived(number, FOLD);
  }

  private Random derived(long counter, int purpose) {
    int[] words = new int[4];
    block(counter, purpose, words);
    return new Random(bits(words, 0));
  }

  private void block(long counter, int purpose, int[] words) {
    Philox.block(
        (int) counter, (int) (counter >>> 32), 0, purpose, (int) key, (int) (key >>> 32), words);
  }

  /** The 64 bits of the first or second half of a block. */
  private static long bits(int[] words, int half) {
    return (words[2 * half] & 0xFFFFFFFFL) | ((long) words[2 * half + 1] << 32);
  }

  // ---- continuous distributions

  /**
   * Uniform numbers in [0, 1).
   *
   * <pre>
   * Formula:   out[i] = (64 random bits, the leading 53 of them) / 2^53; F32 the leading 24, so never rounded up to 1
   * </pre>
   */
  public Tensor uniform(DType dtype, int... shape) {
    double[] numbers = uniforms(Shapes.size("uniform", shape));
    if (dtype == DType.F64) {
      return Tensor.wrap(numbers, shape);
    }
    float[] singles = new float[numbers.length];
    for (int i = 0; i < singles.length; i++) {
      singles[i] = (int) (numbers[i] * 0x1p24) * 0x1p-24f;
    }
    return Tensor.wrap(singles, shape);
  }

  /**
   * Normal numbers with mean 0 and variance 1.
   *
   * <pre>
   * Formula:   r = sqrt(-2 log(1 - u)), out[2 i] = r cos(2 pi v), out[2 i + 1] = r sin(2 pi v), u and v uniform;
   *            with StrictMath, whose results are the same everywhere; F32 is F64 rounded
   * Source:    Box and Muller 1958
   * </pre>
   */
  public Tensor normal(DType dtype, int... shape) {
    int size = Shapes.size("normal", shape);
    double[] numbers = new double[size];
    int[] words = new int[4];
    for (int i = 0; i < size; i += 2) {
      block(i >>> 1, NUMBERS, words);
      double r = Math.sqrt(-2 * StrictMath.log(1 - uniform(words, 0)));
      double angle = 2 * Math.PI * uniform(words, 1);
      numbers[i] = r * StrictMath.cos(angle);
      if (i + 1 < size) {
        numbers[i + 1] = r * StrictMath.sin(angle);
      }
    }
    return Tensor.wrap(numbers, shape).to(dtype);
  }

  private double[] uniforms(int size) {
    double[] numbers = new double[size];
    int[] words = new int[4];
    for (int i = 0; i < size; i++) {
      if ((i & 1) == 0) {
        block(i >>> 1, NUMBERS, words);
      }
      numbers[i] = uniform(words, i & 1);
    }
    return numbers;
  }

  private static double uniform(int[] words, int half) {
    return (bits(words, half) >>> 11) * UNIT_53;
  }

  // ---- discrete distributions

  /** 1 with a probability p, otherwise 0. */
  public Tensor bernoulli(DType dtype, double p, int... shape) {
    if (!(p >= 0 && p <= 1)) {
      throw fault("bernoulli", "p must be in [0, 1]", p);
    }
    double[] numbers = uniforms(Shapes.size("bernoulli", shape));
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = numbers[i] < p ? 1 : 0;
    }
    return Tensor.wrap(numbers, shape).to(dtype);
  }

  /**
   * Whole numbers from low to before high, all equally likely but for a bias below 2^-32.
   *
   * <pre>
   * Formula:   out[i] = low + floor((high - low) * (64 random bits) / 2^64)
   * Errors:    IllegalArgumentException when high is not above low
   * </pre>
   */
  public int[] integers(int low, int high, int count) {
    if (low >= high) {
      throw fault("integers", "high must be above low=" + low, high);
    }
    int[] numbers = new int[Shapes.size("integers", count)];
    int[] words = new int[4];
    long range = (long) high - low;
    for (int i = 0; i < count; i++) {
      if ((i & 1) == 0) {
        block(i >>> 1, NUMBERS, words);
      }
      numbers[i] = (int) (low + scaled(bits(words, i & 1), range));
    }
    return numbers;
  }

  /** The numbers 0, 1, ..., n - 1 in random order, all orders equally likely. */
  public int[] permutation(int n) {
    return choice(n, n);
  }

  /**
   * Different numbers of 0, 1, ..., n - 1, in random order: the beginning of {@link #permutation}.
   *
   * <pre>
   * Source:    Fisher and Yates 1938, as a loop by Durstenfeld 1964, from the front
   * Errors:    IllegalArgumentException when count is not in [0, n]
   * </pre>
   */
  public int[] choice(int n, int count) {
    if (count < 0 || count > n) {
      throw fault("choice", "count must be in [0, " + n + "]", count);
    }
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    int[] words = new int[4];
    for (int i = 0; i < count; i++) {
      if ((i & 1) == 0) {
        block(i >>> 1, NUMBERS, words);
      }
      int j = i + (int) scaled(bits(words, i & 1), n - i);
      int exchanged = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = exchanged;
    }
    return Arrays.copyOf(numbers, count);
  }

  /** floor(range * bits / 2^64), the bits taken as unsigned. */
  private static long scaled(long bits, long range) {
    return Math.multiplyHigh(bits, range) + (bits < 0 ? range : 0);
  }

  private static IllegalArgumentException fault(String op, String must, Object got) {
    return new IllegalArgumentException(op + ": " + must + "; got " + got);
  }

  // ---- as a value

  @Override
  public boolean equals(Object other) {
    return other instanceof Random random && random.key == key;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(key);
  }

  @Override
  public String toString() {
    return "Random[key=0x" + String.format("%016x", key) + "]";
  }
}
