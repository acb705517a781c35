package cycloid.tensor.random;

import cycloid.simd.DType;
import cycloid.simd.Workers;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.Linalg;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
 * <p>Number i of a draw depends on the key and i alone. Both dtypes have the same numbers, F32 rounded. The generator is
 * Philox4x32-10 (Salmon et al. 2011) with the key's 64 bits as key; the counter holds i and what is drawn. Functions are
 * those of the equation engine and of StrictMath, which give the same bits everywhere.
 */
public final class Random {
  private static final Elementwise EXPONENTIAL = Elementwise.define("exponential(u) = -log(1 - u)");
  /** The small number keeps u = 0 from an infinity. */
  private static final Elementwise GUMBEL =
      Elementwise.define("gumbel(x, u) = x - log(1e-17 - log(1 - u))");

  private static final double[] NO_SCALARS = {};
  /** Elements that are drawn one by one, at a time. */
  private static final int SLOW_CHUNK = 256;

  private final long key;
  private final Bits bits;

  private Random(long key) {
    this.key = key;
    this.bits = new Bits(key);
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
    Arrays.setAll(keys, i -> derived(i, Bits.SPLIT));
    return keys;
  }

  /** The key for a number, such as a step or the index of a layer; independent for different numbers. */
  public Random fold(long number) {
    return derived(number, Bits.FOLD);
  }

  private Random derived(long counter, int purpose) {
    long[] block = new long[2];
    bits.block(counter, 0, purpose, block);
    return new Random(block[0]);
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
    int size = Shapes.size("uniform", shape);
    if (dtype == DType.F64) {
      return Tensor.wrap(uniforms(size), shape);
    }
    float[] numbers = new float[size];
    bits.forEachChunk(size, (words, start, count) -> {
      for (int i = 0; i < count; i++) {
        numbers[start + i] = (int) (words[i] >>> 40) * 0x1p-24f;
      }
    });
    return Tensor.wrap(numbers, shape);
  }

  private double[] uniforms(int size) {
    double[] numbers = new double[size];
    bits.forEachChunk(size, (words, start, count) -> {
      for (int i = 0; i < count; i++) {
        numbers[start + i] = Bits.uniform(words[i]);
      }
    });
    return numbers;
  }

  /**
   * Normal numbers with mean 0 and variance 1.
   *
   * <pre>
   * Formula:   r = sqrt(-2 log(1 - u)), out[2 i] = r cos(2 pi v), out[2 i + 1] = r sin(2 pi v), u and v uniform
   * Source:    Box and Muller 1958
   * </pre>
   */
  public Tensor normal(DType dtype, int... shape) {
    Tensor tensor = Tensor.zeros(dtype, Shapes.size("normal", shape));
    Normals.fill(bits, dtype, tensor.storage(), tensor.size());
    return tensor.reshape(shape);
  }

  /**
   * Normal numbers with mean 0 and variance 1 of which only those in [low, high] are kept.
   *
   * <pre>
   * Edge:      bounds may be infinite, and may lie far out on one side
   * Errors:    IllegalArgumentException when low is not below high
   * Source:    Robert 1995 (arXiv:0907.4010)
   * </pre>
   */
  public Tensor truncatedNormal(DType dtype, double low, double high, int... shape) {
    if (!(low < high)) {
      throw fault("truncatedNormal", "high must be above low=" + low, high);
    }
    return oneByOne("truncatedNormal", dtype, shape, new TruncatedNormal(low, high)::next);
  }

  /** Exponential numbers with mean 1: -log(1 - u), u uniform. */
  public Tensor exponential(DType dtype, int... shape) {
    Tensor u = Tensor.wrap(uniforms(Shapes.size("exponential", shape)), shape);
    return u.elementwise(EXPONENTIAL, NO_SCALARS, List.of(u)).to(dtype);
  }

  /**
   * Gamma numbers with scale 1: mean alpha, variance alpha.
   *
   * <pre>
   * Edge:      for alpha below about 0.001 some numbers are too small for the dtype and become 0
   * Errors:    IllegalArgumentException when alpha is not positive and finite
   * Source:    Marsaglia and Tsang 2000
   * </pre>
   */
  public Tensor gamma(DType dtype, double alpha, int... shape) {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw fault("gamma", "alpha must be positive and finite", alpha);
    }
    return oneByOne("gamma", dtype, shape, new Gamma(alpha)::next);
  }

  /** Numbers by a method that takes as many random bits as it needs. */
  private Tensor oneByOne(
      String op, DType dtype, int[] shape, ToDoubleFunction<ElementNumbers> method) {
    Tensor tensor = Tensor.zeros(dtype, Shapes.size(op, shape));
    Workers.run(tensor.size(), SLOW_CHUNK, (start, end) -> {
      ElementNumbers numbers = new ElementNumbers(bits);
      for (int i = start; i < end; i++) {
        numbers.moveTo(i);
        dtype.set(tensor.storage(), i, method.applyAsDouble(numbers));
      }
    });
    return tensor.reshape(shape);
  }

  /**
   * Matrices with orthonormal columns, or rows where these are fewer; all such matrices equally likely (Haar measure).
   *
   * <pre>
   * Formula:   a = q r, a normal, the diagonal of r not negative; out = q, or its transpose
   * Shapes:    (..., m, n)
   * Errors:    IllegalArgumentException when there are fewer than two axes
   * Source:    Mezzadri 2007, "How to generate random matrices from the classical compact groups" (math-ph/0609050)
   * </pre>
   */
  public Tensor orthogonal(DType dtype, int... shape) {
    int rank = shape.length;
    if (rank < 2) {
      throw fault("orthogonal", "there must be two axes or more", "shape " + Shapes.text(shape));
    }
    Tensor a = normal(DType.F64, shape);
    boolean isWide = shape[rank - 2] < shape[rank - 1];
    Tensor q = Linalg.qr(isWide ? a.matrixTranspose() : a).q();
    return (isWide ? q.matrixTranspose() : q).to(dtype).contiguous();
  }

  // ---- discrete distributions

  /** 1 with a probability p, otherwise 0. */
  public Tensor bernoulli(DType dtype, double p, int... shape) {
    if (!(p >= 0 && p <= 1)) {
      throw fault("bernoulli", "p must be in [0, 1]", p);
    }
    Tensor tensor = Tensor.zeros(dtype, Shapes.size("bernoulli", shape));
    bits.forEachChunk(tensor.size(), (words, start, count) -> {
      for (int i = 0; i < count; i++) {
        dtype.set(tensor.storage(), start + i, Bits.uniform(words[i]) < p ? 1 : 0);
      }
    });
    return tensor.reshape(shape);
  }

  /**
   * Whole numbers from low to before high, all equally likely.
   *
   * <pre>
   * Formula:   out[i] = low + floor((high - low) * (64 random bits) / 2^64), some bits replaced so that none is favoured
   * Errors:    IllegalArgumentException when high is not above low
   * Source:    Lemire 2019, "Fast random integer generation in an interval"
   * </pre>
   */
  public int[] integers(int low, int high, int count) {
    if (low >= high) {
      throw fault("integers", "high must be above low=" + low, high);
    }
    int[] numbers = new int[Shapes.size("integers", count)];
    long range = (long) high - low;
    bits.forEachChunk(count, (words, start, length) -> {
      for (int i = 0; i < length; i++) {
        numbers[start + i] = (int) (low + bits.below(range, words[i], start + i));
      }
    });
    return numbers;
  }

  /**
   * One position along the last axis for each row of logarithms of probabilities, which need not be normalized.
   *
   * <pre>
   * Formula:   out = argMax(logits - log(-log(1 - u))), u uniform: position j has a probability in proportion to
   *            exp(logits[j])
   * Shapes:    (..., n) -> as many as there are rows, row-major
   * Edge:      a logit of -infinity is never chosen, unless all of its row are
   * Errors:    IllegalArgumentException when there is no axis, or the last is empty
   * Source:    Gumbel 1954, as "Gumbel-max"
   * </pre>
   */
  public int[] categorical(Tensor logits) {
    if (logits.rank() == 0 || logits.shape()[logits.rank() - 1] == 0) {
      throw fault(
          "categorical",
          "there must be something to choose",
          "shape " + Shapes.text(logits.shape()));
    }
    Tensor u = uniform(DType.F64, logits.shape());
    return u.elementwise(GUMBEL, NO_SCALARS, List.of(logits.to(DType.F64), u)).argMax(-1);
  }

  /** The numbers 0, 1, ..., n - 1 in random order, all orders equally likely. */
  public int[] permutation(int n) {
    return choice(n, n);
  }

  /**
   * Different numbers of 0, 1, ..., n - 1, in random order: the beginning of {@link #permutation}. Numbers that may come
   * again are {@link #integers}.
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
    long[] block = new long[2];
    for (int i = 0; i < count; i++) {
      if ((i & 1) == 0) {
        bits.block(i >>> 1, 0, Bits.NUMBERS, block);
      }
      int j = i + (int) bits.below(n - i, block[i & 1], i);
      int exchanged = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = exchanged;
    }
    return Arrays.copyOf(numbers, count);
  }

  /**
   * Positions in a vector of weights, each drawn with a probability in proportion to its weight: with replacement on its
   * own, without from those that are left.
   *
   * <pre>
   * Errors:    IllegalArgumentException when weights are not a vector, are negative, not finite, or all 0; when without
   *            replacement there are fewer positive ones than count
   * Source:    without replacement Efraimidis and Spirakis 2006
   * </pre>
   */
  public int[] choice(Tensor weights, int count, boolean replacement) {
    if (weights.rank() != 1) {
      throw fault("choice", "weights must be a vector", "shape " + Shapes.text(weights.shape()));
    }
    WeightedChoice choice = new WeightedChoice(weights);
    int size = Shapes.size("choice", count);
    return replacement ? choice.withReplacement(bits, size) : choice.withoutReplacement(bits, size);
  }

  static IllegalArgumentException fault(String op, String must, Object got) {
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
