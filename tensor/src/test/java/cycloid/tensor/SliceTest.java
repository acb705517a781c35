package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceTest {
  private static final int LEAST = Integer.MIN_VALUE + 1;
  private static final int MOST = Integer.MAX_VALUE;

  /** What Python gives for list(range(extent))[start:stop:step], an omitted bound written as x. */
  @ParameterizedTest
  @CsvSource({
    "5, x, x, 1, 01234", "5, 1, 4, 1, 123", "5, -2, x, 1, 34", "5, x, -2, 1, 012",
        "5, x, x, 2, 024",
    "5, 1, x, 2, 13", "5, x, x, -1, 43210", "5, x, x, -2, 420", "5, 3, x, -1, 3210",
        "5, x, 2, -1, 43",
    "5, 3, 0, -1, 321", "5, -2, -5, -2, 31", "5, 3, 1, 1, ''", "5, 1, 3, -1, ''", "5, 7, x, 1, ''",
    "5, x, 99, 1, 01234", "5, -99, 2, 1, 01", "5, 99, x, -3, 41", "5, x, -99, -1, 43210",
        "5, x, x, 9, 0",
    "0, x, x, 1, ''", "0, x, x, -1, ''", "1, x, x, -1, 0", "5, 4, 4, 1, ''"
  })
  void boundsMeanWhatPythonMeans(int extent, String start, String stop, int step, String digits) {
    Tensor x = Tensor.arange(DType.F64, extent);
    Slice slice = start.equals("x")
        ? stop.equals("x")
            ? Slice.step(step)
            : stepped(Slice.to(Integer.parseInt(stop)), stop, step)
        : stop.equals("x")
            ? from(Integer.parseInt(start), step)
            : Slice.of(integer(start), integer(stop), step);
    assertArrayEquals(
        digits.chars().mapToDouble(c -> c - '0').toArray(), x.slice(slice).toDoubleArray());
  }

  private static int integer(String text) {
    return Integer.parseInt(text);
  }

  private static Slice from(int start, int step) {
    // Any bound far enough stands for the end in the direction of the step.
    return step == 1 ? Slice.from(start) : Slice.of(start, step > 0 ? MOST : LEAST, step);
  }

  private static Slice stepped(Slice whole, String stop, int step) {
    return step == 1 ? whole : Slice.of(step > 0 ? 0 : MOST, integer(stop), step);
  }

  @Test
  void extremeBoundsAndStepsDoNotOverflow() {
    Tensor x = Tensor.arange(DType.F64, 5);
    assertArrayEquals(
        new double[] {0, 1, 2, 3, 4}, x.slice(Slice.of(LEAST, MOST)).toDoubleArray());
    assertArrayEquals(new double[] {0}, x.slice(Slice.of(LEAST, MOST, MOST)).toDoubleArray());
    assertArrayEquals(
        new double[] {4}, x.slice(Slice.of(MOST, LEAST, Integer.MIN_VALUE)).toDoubleArray());
    Tensor row = Tensor.arange(DType.F64, 12).reshape(3, 4).slice(Slice.step(MOST));
    assertArrayEquals(new double[] {0, 1, 2, 3}, row.toDoubleArray());
  }

  @Test
  void slicesAreViewsThatShareStorage() {
    Tensor x = Tensor.zeros(DType.F32, 4, 4);
    Tensor inner = x.slice(Slice.of(1, -1), Slice.step(-2));
    assertSame(x.storage(), inner.storage());
    inner.fill(1);
    assertEquals(4, x.sum().item());
    assertEquals(1, x.get(1, 3));
    assertEquals(0, x.get(0, 3));
  }

  @Test
  void oneIndexKeepsItsAxisAndSelectDropsIt() {
    Tensor x = Tensor.arange(DType.F64, 6).reshape(2, 3);
    assertArrayEquals(new int[] {2, 1}, x.slice(Slice.all(), Slice.at(-1)).shape());
    assertTrue(x.select(1, -1).arrayEqual(Tensor.of(2, 5)));
    assertTrue(x.select(-2, 1).arrayEqual(Tensor.of(3, 4, 5)));
  }

  @Test
  void embedIsTheAdjointOfSlice() {
    Slice[] slices = {Slice.step(-2), Slice.of(1, 3)};
    Tensor x = Tensor.arange(DType.F64, 20).reshape(5, 4);
    Tensor g = Tensor.arange(DType.F64, 6).add(1).reshape(3, 2);
    double left = x.slice(slices).mul(g).sum().item();
    assertEquals(left, x.mul(g.embed(x.shape(), slices)).sum().item());
    assertEquals(g.sum().item(), g.embed(x.shape(), slices).sum().item());
  }

  @Test
  void textIsPythons() {
    assertEquals(":", Slice.all().toString());
    assertEquals("1:-1", Slice.of(1, -1).toString());
    assertEquals("::-2", Slice.step(-2).toString());
    assertEquals("3", Slice.at(3).toString());
  }
}
