package cycloid.tensor.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomTest {
  /** Known answers published with Random123: counter, key, result of philox4x32-10. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void philoxGivesThePublishedAnswers(String counter, String key, String result) {
    int[] c = words(counter);
    int[] k = words(key);
    int[] expected = words(result);
    long[] out = new long[2];
    Philox.blocks(pair(k[0], k[1]), pair(c[0], c[1]), c[2], c[3], 1, out);
    assertArrayEquals(
        new long[] {pair(expected[0], expected[1]), pair(expected[2], expected[3])}, out);
  }

  private static long pair(int low, int high) {
    return Integer.toUnsignedLong(low) | (long) high << 32;
  }

  private static int[] words(String text) {
    return Arrays.stream(text.split(" "))
        .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
        .toArray();
  }

  @Test
  void aKeyIsAValue() {
    Random key = Random.key(7);
    assertTrue(key.normal(DType.F64, 5).arrayEqual(Random.key(7).normal(DType.F64, 5)));
    assertEquals(key, Random.key(7));
    assertEquals(key.fold(3), key.fold(3));
    assertEquals(List.of(key.split(2)), List.of(key.split(5)).subList(0, 2));
    assertEquals("Random[key=0x0000000000000007]", key.toString());
  }

  @Test
  void derivedKeysDiffer() {
    Set<Random> keys = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      Random key = Random.key(seed);
      keys.add(key);
      keys.addAll(List.of(key.split(100)));
      for (long i = -50; i < 50; i++) {
        keys.add(key.fold(i));
      }
    }
    assertEquals(10 * 201, keys.size());
    assertNotEquals(
        Random.key(1).uniform(DType.F64).item(),
        Random.key(2).uniform(DType.F64).item());
  }

  @Test
  void numbersDoNotDependOnHowManyAreDrawn() {
    Random key = Random.key(1);
    assertTrue(key.normal(DType.F32, 7)
        .arrayEqual(key.normal(DType.F32, 3, 5).flatten().narrow(0, 0, 7)));
    assertTrue(key.uniform(DType.F64, 1).arrayEqual(key.uniform(DType.F64, 9).narrow(0, 0, 1)));
  }

  /** Word 1 and 0 of the block for counter 0 and key 0 make 64 bits, of which 53 and 24 are kept. */
  @Test
  void uniformsAreTheLeadingBits() {
    Random key = Random.key(0);
    assertEquals((0xe169c58d6627e8d5L >>> 11) * 0x1p-53, key.uniform(DType.F64).item());
    assertEquals(0xe169c5 * 0x1p-24, key.uniform(DType.F32).item());
    assertEquals(
        (0x9b00dbd8bc57ac4cL >>> 11) * 0x1p-53, key.uniform(DType.F64, 2).get(1));
  }

  /** Bits, so that every machine, JDK and provider must agree. */
  @Test
  void normalsAreTheSameBitsEverywhere() {
    double[] normals = Random.key(42).normal(DType.F64, 3).toDoubleArray();
    long[] bits = Arrays.stream(normals).mapToLong(Double::doubleToLongBits).toArray();
    assertArrayEquals(
        new long[] {0xbfe371e09f80c7dcL, 0x3fee46d16bfae949L, 0xbfeb510d5acb221cL}, bits);
  }

  /** The mean of n uniforms has standard deviation sqrt(1 / 12 n), here 0.0009; bounds are at five of these. */
  @Test
  void momentsAreThoseOfTheDistributions() {
    int n = 100_000;
    Random key = Random.key(2024);
    Tensor uniform = key.uniform(DType.F64, n);
    assertEquals(0.5, uniform.mean().item(), 0.0046);
    assertEquals(1 / 12., uniform.variance().item(), 0.0012);
    assertTrue(uniform.min().item() >= 0 && uniform.max().item() < 1);
    Tensor normal = key.normal(DType.F64, n);
    assertEquals(0, normal.mean().item(), 0.016);
    assertEquals(1, normal.variance().item(), 0.023);
    assertEquals(3, normal.pow(4).mean().item(), 0.16);
    assertEquals(
        0, normal.narrow(0, 1, n).mul(normal.narrow(0, 0, n - 1)).mean().item(), 0.016);
    assertEquals(0.3, key.bernoulli(DType.F32, 0.3, n).mean().item(), 0.0073);
  }

  @Test
  void bernoulliIsCertainAtTheEnds() {
    assertEquals(0, Random.key(1).bernoulli(DType.F64, 0, 100).sum().item());
    assertEquals(100, Random.key(1).bernoulli(DType.F64, 1, 100).sum().item());
  }

  @Test
  void permutationsHoldEveryNumberOnceAndChoicesBeginThem() {
    int[] order = Random.key(3).permutation(1000);
    assertArrayEquals(Random.key(3).choice(1000, 10), Arrays.copyOf(order, 10));
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, sorted[i]);
    }
    assertEquals(0, Random.key(3).permutation(0).length);
  }

  /** 6000 draws of 6 orders: 1000 each, standard deviation 29. */
  @Test
  void allOrdersAreEquallyLikely() {
    int[] counts = new int[27];
    for (int i = 0; i < 6000; i++) {
      int[] order = Random.key(5).fold(i).permutation(3);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    assertEquals(
        6, Arrays.stream(counts).filter(count -> Math.abs(count - 1000) < 150).count());
  }

  @Test
  void integersFillTheirRange() {
    int[] dice = Random.key(4).integers(1, 7, 6000);
    for (int face = 1; face <= 6; face++) {
      int value = face;
      assertEquals(1000, Arrays.stream(dice).filter(x -> x == value).count(), 150);
    }
    int[] wide = Random.key(4).integers(Integer.MIN_VALUE, Integer.MAX_VALUE, 100);
    assertTrue(
        Arrays.stream(wide).anyMatch(x -> x < 0) && Arrays.stream(wide).anyMatch(x -> x > 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "p        | bernoulli: p must be in [0, 1]; got 1.5",
        "choice   | choice: count must be in [0, 3]; got 4",
        "integers | integers: high must be above low=2; got 2",
        "bounds   | truncatedNormal: high must be above low=1.0; got 1.0",
        "alpha    | gamma: alpha must be positive and finite; got 0.0",
        "axes     | orthogonal: there must be two axes or more; got shape (3,)",
        "logits   | categorical: there must be something to choose; got shape (2, 0)",
        "weights  | choice: weights must be a vector; got shape (1, 1)",
        "negative | choice: weights must not be negative, and finite; got -1.0 at 1",
        "zero     | choice: the sum of weights must be positive and finite; got 0.0",
        "few      | choice: count must be at most the 1 positive weights; got 2",
        "split    | split: count must not be negative; got -1",
        "shape    | normal: extents must not be negative; got shape (2, -1)"
      })
  void badArgumentsAreNamed(String what, String text) {
    Random key = Random.key(0);
    String message = assertThrows(IllegalArgumentException.class, () -> {
          switch (what) {
            case "p" -> key.bernoulli(DType.F32, 1.5, 2);
            case "choice" -> key.choice(3, 4);
            case "integers" -> key.integers(2, 2, 1);
            case "bounds" -> key.truncatedNormal(DType.F64, 1, 1, 2);
            case "alpha" -> key.gamma(DType.F64, 0, 2);
            case "axes" -> key.orthogonal(DType.F64, 3);
            case "logits" -> key.categorical(Tensor.zeros(DType.F64, 2, 0));
            case "weights" -> key.choice(Tensor.ones(DType.F64, 1, 1), 1, true);
            case "negative" -> key.choice(Tensor.of(1, -1), 1, true);
            case "zero" -> key.choice(Tensor.of(0, 0), 1, true);
            case "few" -> key.choice(Tensor.of(0, 2), 2, false);
            case "split" -> key.split(-1);
            default -> key.normal(DType.F64, 2, -1);
          }
        })
        .getMessage();
    assertEquals(text, message);
  }
}
