package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cycloid.simd.Simd;
import org.junit.jupiter.api.Test;

class ProviderAskedForTest {
  @Test
  void theProviderInForceIsTheOneTheBuildAskedFor() {
    String asked = System.getProperty("cycloid.expectedProvider");
    assumeTrue(asked != null, "only the build asks for a provider");
    assertEquals(asked, Simd.provider().name(), Simd.reason());
  }
}
