package cycloid.tensor.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.simd.Workers;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Samples have the distributions they are named after: tests of Kolmogorov and Smirnov, and of chi-square, whose bounds a
 * right sample passes with a probability of 0.999 or more. Seeds are fixed, so a passing test passes again.
 */
class DistributionsTest {
  private static final int N = 50_000;
  private static final Random KEY = Random.key(20_251_121);

  // ---- the two tests

  /** sqrt(n) times the greatest distance between the distribution of a sample and a cumulative distribution function. */
  private static void assertDistribution(Tensor sample, DoubleUnaryOperator cumulative) {
    double[] x = sample.toDoubleArray();
    Arrays.sort(x);
    double distance = 0;
    for (int i = 0; i < x.length; i++) {
      double p = cumulative.applyAsDouble(x[i]);
      distance = Math.max(distance, Math.max(p - (double) i / x.length, (i + 1.0) / x.length - p));
    }
    double statistic = distance * Math.sqrt(x.length);
    // The probability of a greater one is 2 exp(-2 * 1.95^2) = 0.001.
    assertTrue(statistic < 1.95, "Kolmogorov-Smirnov " + statistic);
  }

  /** The sum of (count - expected)^2 / expected, with mean k - 1 and variance 2 (k - 1) for k classes. */
  private static void assertCounts(int[] drawn, double... probabilities) {
    double[] counts = new double[probabilities.length];
    for (int i : drawn) {
      counts[i]++;
    }
    double statistic = 0;
    int classes = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = probabilities[i] * drawn.length;
      if (expected == 0) {
        assertEquals(0, counts[i], "class " + i + " cannot be drawn");
      } else {
        statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        classes++;
      }
    }
    double degrees = classes - 1;
    // By Wilson and Hilferty the cube root of chi-square / degrees is about normal; 3.3 deviations.
    double root = Math.cbrt(statistic / degrees);
    double deviation = Math.sqrt(2 / (9 * degrees));
    assertTrue(root < 1 - 2 / (9 * degrees) + 3.3 * deviation, "chi-square " + statistic);
  }

  private static double normal(double x) {
    return 0.5 * Tensor.of(-x / Math.sqrt(2)).erfc().item();
  }

  // ---- continuous

  @Test
  void uniform() {
    assertDistribution(KEY.uniform(DType.F64, N), x -> x);
    assertDistribution(KEY.uniform(DType.F32, N), x -> x);
  }

  /** Consecutive numbers, which share a block, are independent: pairs fill a square evenly. */
  @Test
  void pairsOfUniformNumbersFillTheSquare() {
    double[] u = KEY.uniform(DType.F64, 2 * N).toDoubleArray();
    int[] cells = new int[N];
    Arrays.setAll(cells, i -> (int) (u[2 * i] * 16) * 16 + (int) (u[2 * i + 1] * 16));
    double[] probabilities = new double[256];
    Arrays.fill(probabilities, 1 / 256.0);
    assertCounts(cells, probabilities);
  }

  @Test
  void standardNormal() {
    assertDistribution(KEY.normal(DType.F64, N), DistributionsTest::normal);
    assertDistribution(KEY.fold(1).normal(DType.F32, N), DistributionsTest::normal);
    Tensor x = KEY.normal(DType.F64, N);
    // Standard deviations: of x^3 sqrt(15), of x^4 sqrt(96), over sqrt(N) = 224; four of each.
    assertEquals(0, x.pow(3).mean().item(), 0.07);
    assertEquals(3, x.pow(4).mean().item(), 0.18);
  }

  @Test
  void truncatedNormalInTheMiddleNearZeroAndFarOut() {
    double inf = Double.POSITIVE_INFINITY;
    double[][] bounds = {
      {-2, 2},
      {-0.5, 1},
      {-inf, inf},
      {-inf, 0.5},
      {0.3, inf},
      {1, 2},
      {4, inf},
      {4, 4.1},
      {-5, -3},
      {-inf, -6}
    };
    for (double[] bound : bounds) {
      double low = bound[0];
      double high = bound[1];
      Tensor x = KEY.truncatedNormal(DType.F64, low, high, N / 5);
      assertTrue(x.min().item() >= low && x.max().item() <= high);
      // In the left tail differences of the distribution function are exact; the right one is its
      // mirror image.
      boolean isRight = low > 0;
      double from = normal(isRight ? -high : low);
      double to = normal(isRight ? -low : high);
      assertDistribution(isRight ? x.neg() : x, y -> (normal(y) - from) / (to - from));
    }
    assertEquals(1e300, KEY.truncatedNormal(DType.F64, 1e300, inf, 3).max().item());
    assertEquals(-1e9, KEY.truncatedNormal(DType.F64, -inf, -1e9, 3).min().item(), 1e-7);
  }

  @Test
  void exponential() {
    assertDistribution(KEY.exponential(DType.F64, N), x -> -Math.expm1(-x));
  }

  @Test
  void gammaForWholeAndHalfAndSmallShapes() {
    assertDistribution(KEY.gamma(DType.F64, 1, N), x -> -Math.expm1(-x));
    assertDistribution(KEY.gamma(DType.F64, 3, N), x -> 1 - Math.exp(-x) * (1 + x + x * x / 2));
    assertDistribution(
        KEY.gamma(DType.F64, 0.5, N), x -> Tensor.of(Math.sqrt(x)).erf().item());
    for (double alpha : new double[] {0.01, 0.2, 7.5, 1000}) {
      Tensor x = KEY.gamma(DType.F64, alpha, N);
      // The variance of the squared deviation is alpha (2 alpha + 6); five standard deviations.
      double root = Math.sqrt(N);
      assertEquals(alpha, x.mean().item(), 5 * Math.sqrt(alpha) / root);
      assertEquals(alpha, x.variance().item(), 5 * Math.sqrt(alpha * (2 * alpha + 6)) / root);
    }
  }

  // ---- discrete

  @Test
  void integers() {
    int[] drawn = KEY.integers(-3, 4, N);
    double[] probabilities = new double[7];
    Arrays.fill(probabilities, 1 / 7.0);
    assertCounts(Arrays.stream(drawn).map(i -> i + 3).toArray(), probabilities);
  }

  /** Of 3 * 2^61 results, a product without replacement would favour a third: the classes below would have 3 : 3 : 2. */
  @Test
  void noWholeNumberIsFavouredInWideRanges() {
    long range = 3L << 61;
    Bits bits = new Bits(99);
    int[] classes = new int[N];
    bits.forEachChunk(N, (words, start, count) -> {
      for (int i = 0; i < count; i++) {
        long number = bits.below(range, words[i], start + i);
        assertTrue(number >= 0 && number < range);
        classes[start + i] = (int) (number % 3);
      }
    });
    assertCounts(classes, 1 / 3.0, 1 / 3.0, 1 / 3.0);
  }

  @Test
  void categoricalFollowsTheExponentialsOfLogits() {
    Tensor logits = Tensor.of(0, 1, Double.NEGATIVE_INFINITY, -2).add(700);
    double[] weights = {1, Math.E, 0, Math.exp(-2)};
    double sum = Arrays.stream(weights).sum();
    int[] drawn = KEY.categorical(logits.expand(N, 4));
    assertCounts(drawn, Arrays.stream(weights).map(w -> w / sum).toArray());
    assertEquals(6, KEY.categorical(Tensor.zeros(DType.F32, 2, 3, 5)).length);
  }

  @Test
  void choiceWithReplacementFollowsTheWeights() {
    int[] drawn = KEY.choice(Tensor.of(0, 3, 0, 1, 4, 0), N, true);
    assertCounts(drawn, 0, 3 / 8.0, 0, 1 / 8.0, 4 / 8.0, 0);
    assertEquals(0, KEY.choice(Tensor.of(1), 0, true).length);
  }

  /** The first of weights 1, 2, 3 has probabilities 1/6, 2/6, 3/6; the second, after i, those of the others. */
  @Test
  void choiceWithoutReplacementGoesOnWithTheRest() {
    Tensor weights = Tensor.of(1, 0, 2, 3);
    int[] pairs = new int[N / 5];
    for (int i = 0; i < pairs.length; i++) {
      int[] drawn = KEY.fold(i).choice(weights, 2, false);
      pairs[i] = 4 * drawn[0] + drawn[1];
    }
    double[] w = weights.toDoubleArray();
    double[] probabilities = new double[16];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        probabilities[4 * i + j] = i == j ? 0 : w[i] / 6 * w[j] / (6 - w[i]);
      }
    }
    assertCounts(pairs, probabilities);
  }

  // ---- matrices

  @Test
  void orthogonalMatricesAreOrthonormalOnTheirShorterSide() {
    for (int[] shape : new int[][] {{5, 5}, {7, 3}, {3, 7}, {2, 4, 3}, {0, 3}, {1, 1}}) {
      Tensor q = KEY.orthogonal(DType.F64, shape);
      assertArrayEquals(shape, q.shape());
      boolean isWide = shape[shape.length - 2] < shape[shape.length - 1];
      Tensor tall = isWide ? q.matrixTranspose() : q;
      Tensor product = tall.matrixTranspose().matmul(tall);
      Tensor one = Tensor.eye(DType.F64, product.shape()[product.rank() - 1]);
      assertTrue(product.allClose(one.expand(product.shape()), 0, 1e-14));
    }
    assertEquals(DType.F32, KEY.orthogonal(DType.F32, 3, 3).dtype());
  }

  /** In the plane, the first column's angle is uniform, and half of the matrices turn, half reflect. */
  @Test
  void orthogonalMatricesAreAllEquallyLikely() {
    double[] q = KEY.orthogonal(DType.F64, 4000, 2, 2).toDoubleArray();
    double[] angles = new double[4000];
    int[] reflects = new int[4000];
    for (int i = 0; i < 4000; i++) {
      angles[i] = Math.atan2(q[4 * i + 2], q[4 * i]) / (2 * Math.PI) + 0.5;
      reflects[i] = q[4 * i] * q[4 * i + 3] < q[4 * i + 1] * q[4 * i + 2] ? 1 : 0;
    }
    assertDistribution(Tensor.of(angles), x -> x);
    assertCounts(reflects, 0.5, 0.5);
  }

  // ---- the same everywhere

  private static Map<String, Integer> fingerprints() {
    Random key = Random.key(5);
    Map<String, Integer> prints = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      prints.put("uniform " + dtype, print(key.uniform(dtype, 9001)));
      prints.put("normal " + dtype, print(key.normal(dtype, 9001)));
    }
    prints.put("truncatedNormal", print(key.truncatedNormal(DType.F64, -1, 3, 3001)));
    prints.put("tail", print(key.truncatedNormal(DType.F64, 3, 9, 3001)));
    prints.put("exponential", print(key.exponential(DType.F64, 9001)));
    prints.put("gamma", print(key.gamma(DType.F64, 0.7, 3001)));
    prints.put("bernoulli", print(key.bernoulli(DType.F64, 0.3, 9001)));
    prints.put("orthogonal", print(key.orthogonal(DType.F64, 20, 30)));
    prints.put("integers", Arrays.hashCode(key.integers(0, 1000, 9001)));
    prints.put("permutation", Arrays.hashCode(key.permutation(9001)));
    prints.put("choice", Arrays.hashCode(key.choice(key.uniform(DType.F64, 99), 9001, true)));
    prints.put("draw", Arrays.hashCode(key.choice(key.uniform(DType.F64, 9001), 99, false)));
    prints.put("categorical", Arrays.hashCode(key.categorical(key.normal(DType.F64, 300, 30))));
    return prints;
  }

  private static int print(Tensor tensor) {
    return Arrays.hashCode(Arrays.stream(tensor.toDoubleArray())
        .mapToLong(Double::doubleToRawLongBits)
        .toArray());
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    Map<String, Integer> alone = fingerprints();
    int threads = Workers.threads();
    try {
      Workers.setThreads(3);
      assertEquals(alone, fingerprints());
    } finally {
      Workers.setThreads(threads);
    }
  }

  /** But for orthogonal matrices, whose bits are those of the factorization. */
  @Test
  void everyMachineGivesTheseBits() {
    Map<String, Integer> prints = fingerprints();
    prints.remove("orthogonal");
    assertEquals(
        "{uniform f32=561147643, normal f32=-803618712, uniform f64=2068431139, normal f64=-163340827, "
            + "truncatedNormal=576908870, tail=167328662, exponential=1705046373, gamma=2146842533, bernoulli=6526239, "
            + "integers=1708412645, permutation=-1251096697, choice=-2035173250, draw=-1745038920, "
            + "categorical=-273546720}",
        prints.toString());
  }
}
