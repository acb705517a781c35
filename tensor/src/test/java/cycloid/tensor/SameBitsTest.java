package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cycloid.simd.DType;
import cycloid.tensor.random.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One program, whose bits are written down: every machine, JDK, vector width and provider must give them.
 *
 * <p>It goes through each way of reducing and of multiplying. The functions used are correctly rounded ones, so that a
 * better polynomial for another does not change the bits.
 */
class SameBitsTest {
  @ParameterizedTest
  @CsvSource({"F32, 5c6903c401eebc53", "F64, 4c4446d889f07205"})
  void theBitsAreThoseWrittenDown(DType dtype, String expected) {
    Random[] keys = Random.key(17).split(3);
    Tensor x = keys[0].normal(dtype, 61, 1030);
    Tensor weight = keys[1].normal(dtype, 70, 1030);
    Tensor product = x.matmul(weight.transpose()).div(32);
    Tensor batch = product.reshape(61, 7, 10);
    long bits = 1;
    for (Tensor result : new Tensor[] {
      product,
      x.sum(),
      x.sum(0),
      x.sum(1),
      batch.sum(2),
      batch.transpose().sum(1),
      batch.sum(0, 2),
      keys[2].uniform(dtype, 3000, 3).sum(0),
      keys[2].uniform(dtype, 20000).variance(),
      product.square().sum(new int[] {1}, true).add(1).sqrt().reciprocal().mul(product),
      product.max(0).sub(product.min(1).mean()),
      batch.matmul(batch.matrixTranspose()),
    }) {
      bits = 31 * bits + bits(result);
    }
    assertEquals(expected, Long.toHexString(bits));
  }

  private static long bits(Tensor x) {
    long bits = 7;
    for (double value : x.toDoubleArray()) {
      bits = 31 * bits + Double.doubleToRawLongBits(value);
    }
    return bits;
  }
}
