package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.Provider;
import cycloid.simd.Simd;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** On made-up results: exp is twice as fast as the peer, sgemm half as fast, transpose_copy alone. */
class ReportTest {
  private static final Limits LIMITS = new Limits(
      new Arithmetic(200, 0.125, 0.25),
      new Arithmetic(100, 0.5, 1),
      20,
      List.of(
          new Bandwidth(16 << 10, 300, 200, 150, 250), new Bandwidth(256 << 20, 20, 16, 15, 25)));

  private static Measurement of(String impl, String bench, double ns) {
    return new Measurement(bench, impl, 1, ns, ns);
  }

  private static Row row(String name, double ns, Limits limits, Measurement... peers) {
    Task task = Catalogue.matching(Catalogue.tasks(), "^" + name + "$").get(0);
    Bound bound = limits == null ? Bound.UNKNOWN : limits.bound(task);
    return new Row(task, of("cycloid", name, ns), List.of(peers), 4096, 0.2 * ns, bound);
  }

  private static Results results(Limits limits) {
    return new Results(
        List.of(
            row("exp/1000", 1000, limits, of("torch", "exp/1000", 2000)),
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
    Results alone = new Results(List.of(row("exp/1000", 1000, null)), null);
    String html = Report.page(alone).html();
    assertEquals(1, parsed(html).getElementsByTagName("section").getLength());
    assertTrue(html.contains("1.00 µs"));
    assertFalse(html.contains("NaN"));
  }

  private static Task task(String name) {
    return Catalogue.matching(Catalogue.tasks(), "^" + name + "$").get(0);
  }

  private static Bound bound(String name, String resource) {
    return LIMITS.bounds(task(name)).stream()
        .filter(bound -> bound.resource().equals(resource))
        .findAny()
        .get();
  }

  /** 3 * 4 * 256^2 bytes take less time than 2 * 256^3 operations at 200 a nanosecond. */
  @Test
  void theLimitOfAProductIsThePeak() {
    Bound bound = LIMITS.bound(task("sgemm/256"));
    assertEquals("FMA peak", bound.resource());
    assertEquals(2.0 * 256 * 256 * 256 / 200, bound.ns(), 1e-6);
  }

  /** A copy of 4 MiB: between the two working sets, 16 KiB and 256 MiB, at 8 of 14 doublings. */
  @Test
  void theLimitOfACopyIsTheBandwidthOfItsWorkingSet() {
    Cost cost = task("transpose_copy/512x1024").cost();
    assertEquals(4 << 20, cost.bytes());
    double bandwidth = 150 + 8.0 / 14 * (15 - 150);
    assertEquals(bandwidth, LIMITS.bandwidth(cost), 1e-9);
    assertEquals(
        (4 << 20) / bandwidth, LIMITS.bound(task("transpose_copy/512x1024")).ns(), 1e-6);
  }

  /** Four arrays of 4096 floats, of which three are written: 64 KiB, at 2 of 14 doublings. */
  @Test
  void whatIsUpdatedInPlaceSharesItsMemory() {
    Cost cost = task("adamw/4096").cost();
    assertEquals(64 << 10, cost.workingSet());
    assertEquals(7 * 4 * 4096, cost.bytes());
    assertEquals(250 + 2.0 / 14 * (25 - 250), LIMITS.bandwidth(cost), 1e-9);
  }

  @Test
  void workingSetsBeyondTheMeasuredOnesHaveTheNearestBandwidth() {
    assertEquals(300, LIMITS.bandwidth(task("sum/1000").cost()));
  }

  /** One division and one square root for each parameter. */
  @Test
  @EnabledIf("vectors")
  void theLimitOfAdamWInACacheIsTheDivider() {
    Bound bound = LIMITS.bound(task("adamw/4096"));
    assertEquals("divider", bound.resource());
    assertEquals("1 division, 1 root", bound.detail());
    assertEquals(4096 * (0.125 + 0.25), bound.ns(), 1e-6);
  }

  /** A sum and a load for each vector: one instruction in two flops of the peak. */
  @Test
  @EnabledIf("vectors")
  void theInstructionsOfAnEquationAreCounted() {
    assertEquals("1 a vector", bound("add/1000", "instructions").detail());
    assertEquals(1000 / 100.0, bound("add/1000", "instructions").ns(), 1e-9);
    assertEquals(0, bound("add/1000", "divider").ns());
    assertEquals("instructions", LIMITS.bound(task("tanh/1000000")).resource());
  }

  static boolean vectors() {
    return Simd.provider() == Provider.VECTOR;
  }

  /** Rows and columns of a matrix, and what a call at least takes. */
  @Test
  void callsAreBoundsToo() {
    assertEquals(20, bound("add/1000", "calls").ns());
    assertEquals(0, bound("sgemm/16", "calls").ns());
    assertEquals(20 * 7, bound("mlp_step_adamw/tiny", "calls").ns());
  }

  /** 2 * 256^3 operations at 200 a nanosecond are 42 % of 400 microseconds; new memory was said to take 20 %. */
  @Test
  void whereThePeerIsFasterThePageTellsWhereTheTimeGoes() {
    Results results = results(LIMITS);
    Row row = results.rows().get(1);
    assertEquals(List.of(row), results.behind());
    assertEquals("FMA peak 42 %, new memory 20 %, the rest 38 %", row.shares());
    assertTrue(RowText.behind(row).endsWith(row.shares()));
    String html = Report.page(results).html();
    assertTrue(html.contains("FMA peak 42 %, new memory 20 %, the rest 38 %"));
    assertEquals("", row("exp/1000", 1, null).shares());
  }

  @Test
  void linesOfTextHaveTimesRatesAndRatios() {
    Results results = results(LIMITS);
    String line = RowText.lines(results.rows().get(1));
    assertTrue(
        line.matches(
            "sgemm/256 +400 µs +400 µs +83\\.9 GF/s +42 % +FMA peak +4.0 KB +torch +200 µs +0\\.50"),
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
