package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private static Measurement of(double ns, double medianNs) {
    return new Measurement("exp/1000", "cycloid", 2, ns, medianNs);
  }

  @Test
  void aMeasurementIsOneLineOfJson() {
    assertEquals(
        "{\"bench\": \"exp/1000\", \"impl\": \"cycloid\", \"threads\": 2, \"ns\": 1234567.9, \"median_ns\": 1300000.0}",
        of(1234567.89, 1.3e6).json());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    assertEquals(Optional.of(of(12.5, 13)), Measurement.parse(of(12.5, 13).json()));
  }

  @Test
  void membersOfOtherNamesArePassedOver() {
    String line =
        "{\"flops\": 8, \"ns\":1e3,\"median_ns\" : 1.5e3, \"impl\":\"other\", \"threads\":1, \"bench\":\"sgemm/16\", \"x\": \"ns\"}";
    assertEquals(
        Optional.of(new Measurement("sgemm/16", "other", 1, 1000, 1500)), Measurement.parse(line));
  }

  @Test
  void aLineThatIsNoMeasurementIsNone() {
    for (String line : List.of(
        "",
        "hello",
        "{}",
        "{\"bench\": \"a/1\", \"impl\": \"b\", \"threads\": 1, \"ns\": 1.0}",
        "{\"bench\": \"a/1\", \"impl\": \"b\", \"threads\": 1, \"ns\": 0, \"median_ns\": 1}")) {
      assertTrue(Measurement.parse(line).isEmpty(), line);
    }
  }

  @Test
  void samplesAreSummedUpByTheirBestAndTheirMedian() {
    Measurement odd = Measurement.of("a/1", "b", 1, new double[] {5, 1, 3});
    assertEquals(1, odd.ns());
    assertEquals(3, odd.medianNs());
    assertEquals(4, Measurement.median(new double[] {3, 9, 5, 1}));
  }

  @Test
  void roundsJoinToTheBestAndTheMedianOfMedians() {
    assertEquals(of(10, 13), Measurement.join(List.of(of(11, 12), of(10, 14), of(12, 13))));
  }

  /** 2 against 3 nanoseconds: one and a half times as fast. */
  @Test
  void theRatioIsThePeersMedianByOurs() {
    assertEquals(1.5, of(1, 2).ratioTo(of(1, 3)));
    assertEquals(0.5, of(1, 2).ratioTo(of(2, 1)));
  }
}
