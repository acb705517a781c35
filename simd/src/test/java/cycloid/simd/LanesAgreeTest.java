package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Scalar and vector lane functions give the same bits, all NaNs being equal. */
class LanesAgreeTest {
  /** Enough calls for the vector methods to be compiled on the way: the first rounds run interpreted, the last compiled. */
  private static final int ROUNDS = 4;

  @TestFactory
  Stream<DynamicTest> scalarAndVectorGiveTheSameBits() {
    List<DynamicTest> tests = new ArrayList<>();
    for (DType dtype : DType.values()) {
      for (String name : LaneFunctions.names()) {
        tests.add(dynamicTest(name + " " + dtype, () -> compare(dtype, name)));
      }
    }
    return tests.stream();
  }

  private static void compare(DType dtype, String name) {
    assumeTrue(LaneFunctions.vectorsArePresent(), "needs --add-modules jdk.incubator.vector");
    double[][] operands = LaneArguments.combined(dtype, LaneFunctions.arity(name), 20261121);
    double[] expected = LaneFunctions.scalar(dtype, name, operands);
    for (int round = 0; round < ROUNDS; round++) {
      double[] got = LaneFunctions.vector(dtype, name, operands);
      for (int i = 0; i < got.length; i++) {
        boolean same = Double.doubleToLongBits(got[i]) == Double.doubleToLongBits(expected[i]);
        int at = i;
        assertTrue(
            same,
            () -> name + LaneArguments.at(operands, at) + ": scalar " + expected[at] + ", vector "
                + got[at]);
      }
    }
  }
}
