package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** On made-up results: exp is twice as fast as the peer, sgemm half as fast, transpose_copy alone. */
class ReportTest {
  private static final Limits LIMITS = new Limits(
      200,
      100,
      List.of(new Limits.Bandwidth(16 << 10, 300, 150), new Limits.Bandwidth(256 << 20, 20, 15)));

  private static Measurement of(String impl, String bench, double ns) {
    return new Measurement(bench, impl, 1, ns, ns);
  }

  private static Row row(String name, double ns, Limits limits, Measurement... peers) {
    Task task = Catalogue.matching("^" + name + "$").get(0);
    double least = limits == null ? Double.NaN : limits.least(task.cost());
    return new Row(task, of("cycloid", name, ns), List.of(peers), 4096, least);
  }

  private static Results results(Limits limits) {
    return new Results(
        List.of(
            row("exp/1000", 250, limits, of("torch", "exp/1000", 500)),
            row("sgemm/256", 400_000, limits, of("torch", "sgemm/256", 200_000)),
            row("transpose_copy/512x1024", 300_000, limits)),
        limits);
  }

  private static Document parsed(String html) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  @Test
  void thePageIsWellFormedAndLoadsNothing() throws Exception {
    String html = Report.page(results(LIMITS)).html();
    Document page = parsed(html);
    assertEquals(3, page.getElementsByTagName("section").getLength());
    assertEquals(3, page.getElementsByTagName("svg").getLength());
    for (String reference : List.of("http", "src=", "@import", "<script", "<link", "url(data")) {
      assertFalse(html.contains(reference), reference);
    }
  }

  @Test
  void findingsAreComputedFromTheNumbers() {
    String html = Report.page(results(LIMITS)).html();
    assertTrue(html.contains("In 1 of 2 comparisons ours is at least as fast as torch"), html);
    assertTrue(html.contains("the median ratio is 1.2×, from 0.50× (<code>sgemm/256</code>)"));
    // 2 * 256^3 operations in 400 microseconds are 84 GFLOP/s, of 200.
    assertTrue(html.contains("84 GFLOP/s, <code>sgemm/256</code>, 42"));
  }

  @Test
  void aRunWithoutPeerAndLimitsHasItsTimes() throws Exception {
    Results alone = new Results(List.of(row("exp/1000", 250, null)), null);
    String html = Report.page(alone).html();
    assertEquals(1, parsed(html).getElementsByTagName("section").getLength());
    assertTrue(html.contains("250 ns"));
    assertFalse(html.contains("NaN"));
  }

  /** 3 * 4 * 256^2 bytes take less time than 2 * 256^3 operations at 200 a nanosecond. */
  @Test
  void theLimitOfAProductIsThePeak() {
    Cost cost = Catalogue.matching("^sgemm/256$").get(0).cost();
    assertEquals(2.0 * 256 * 256 * 256 / 200, LIMITS.least(cost), 1e-6);
  }

  /** A copy of 4 MiB: between the two working sets, 16 KiB and 256 MiB, at 8 of 14 doublings. */
  @Test
  void theLimitOfACopyIsTheBandwidthOfItsWorkingSet() {
    Cost cost = Catalogue.matching("^transpose_copy").get(0).cost();
    assertEquals(4 << 20, cost.bytes());
    double bandwidth = 150 + 8.0 / 14 * (15 - 150);
    assertEquals(bandwidth, LIMITS.bandwidth(cost), 1e-9);
    assertEquals((4 << 20) / bandwidth, LIMITS.least(cost), 1e-6);
  }

  @Test
  void workingSetsBeyondTheMeasuredOnesHaveTheNearestBandwidth() {
    Cost cost = Catalogue.matching("^sum/1000$").get(0).cost();
    assertEquals(300, LIMITS.bandwidth(cost));
  }

  @Test
  void linesOfTextHaveTimesRatesAndRatios() {
    Results results = results(LIMITS);
    String line = RowText.lines(results.rows().get(1));
    assertTrue(
        line.matches("sgemm/256 +400 µs +400 µs +83\\.9 GF/s +42 % +4.0 KB +torch +200 µs +0\\.50"),
        line);
    assertEquals(RowText.titles(true).length(), line.length());
    assertFalse(RowText.lines(row("exp/1000", 1, null)).contains("NaN"));
  }

  @Test
  void timesAreReadable() {
    assertEquals("0.50 ns", RowText.time(0.5));
    assertEquals("16.0 ns", RowText.time(16));
    assertEquals("999 ns", RowText.time(999.4));
    assertEquals("1.00 µs", RowText.time(999.6));
    assertEquals("230 ms", RowText.time(2.3e8));
    assertEquals("24.0 s", RowText.time(2.4e10));
  }

  @Test
  void memoryIsReadable() {
    assertEquals("0 B", RowText.bytes(0));
    assertEquals("999 B", RowText.bytes(999));
    assertEquals("1.5 KB", RowText.bytes(1536));
    assertEquals("24 MB", RowText.bytes(24L << 20));
    assertEquals("", RowText.bytes(-1));
  }

  @Test
  void linesOfJsonArePairedAgain() {
    List<Measurement> lines = results(LIMITS).rows().stream()
        .flatMap(row -> row.json().stream())
        .map(line -> Measurement.parse(line).orElseThrow())
        .toList();
    assertEquals(results(LIMITS).pairs(), Pair.of(lines));
    assertTrue(results(LIMITS).rows().get(0).json().get(0).contains("\"ratio\": 2.000"));
  }

  @Test
  void aPairWithAPeerOfAnotherNameSaysBoth() {
    Pair pair = new Pair(of("cycloid", "adamw/4096", 1), of("torch", "adamw_fused/4096", 2));
    assertEquals("adamw/4096 (adamw_fused)", pair.label());
    assertEquals(2, pair.ratio());
  }
}
