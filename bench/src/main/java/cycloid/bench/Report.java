package cycloid.bench;

import cycloid.study.figure.Figure;
import cycloid.study.markup.Numbers;
import cycloid.study.page.Chapter;
import cycloid.study.page.Page;
import cycloid.study.page.Table;
import cycloid.study.page.Table.Cell;
import cycloid.study.page.Words;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A run as a page: how fast next to the peer, how near to the limits of the machine, and all times. */
public final class Report {
  private static final String LEDE = """
      How fast is it? Every number below was measured in one run on one machine, and every comparison in turns, so that
      what disturbed one side disturbed the other.
      """;

  private static final String HOW = """
      Each task is warmed up until it gets no faster and the just-in-time compilers rest; then samples of ten milliseconds
      (or of one call that takes longer) are taken. Times are medians unless they are called best. A result has the memory of
      the result before: ours by an `Arena`, PyTorch's by its allocator.
      """;

  private Report() {}

  /** The page of a run. */
  public static Page page(Results results) {
    Page page = new Page("Cycloid bench", LEDE);
    if (!results.pairs().isEmpty()) {
      page.chapter(peerChapter(results));
    }
    if (results.limits() != null) {
      page.chapter(limitsChapter(results.rows(), results.limits()));
    }
    page.chapter(timesChapter(results));
    page.colophon("Ran with " + Machine.describe() + ".");
    page.colophon(
        "Absolute times are those of this machine in this hour; ratios of one run last longer.");
    return page.colophon("Make this page again with `./cycloid bench`.");
  }

  private static Chapter peerChapter(Results results) {
    List<Pair> pairs = results.pairs();
    String peer = pairs.get(0).peer().impl();
    Chapter chapter = new Chapter("peer", "How fast is it next to " + peer + "?")
        .experiment(
            HOW,
            "The two programs take turns, three rounds for each task, while the other one rests. The ratio is the median of "
                + peer + " by ours: above 1, ours is faster.");
    chapter.figures("Times as fast as " + peer + ", on a logarithmic axis.", Charts.ratios(pairs));
    if (results.limits() != null && !results.behind().isEmpty()) {
      chapter.table(behind(results.behind(), peer));
    }
    return chapter.finding(peerFinding(pairs, peer));
  }

  private static Table behind(List<Row> rows, String peer) {
    Table table = new Table(
        "Where " + peer
            + " takes less time: how near both come to the limit, and where our time goes.",
        "task",
        "#ratio",
        "limit",
        "#ours, of it",
        "#" + peer + ", of it",
        "our time");
    for (Row row : rows) {
      Measurement other = row.peers().get(0);
      table.row(
          Cell.of("`" + row.task().name() + "`"),
          Cell.of(Charts.times(row.own().ratioTo(other))),
          limit(row),
          Cell.of(Numbers.percent(row.ofLimit(), 0)),
          Cell.of(Numbers.percent(row.limit().ns() / other.ns(), 0)),
          Cell.of(row.shares()));
    }
    return table;
  }

  private static Cell limit(Row row) {
    return Cell.of(
        row.limit().isKnown() ? row.limit().resource() + ": " + row.limit().detail() : "");
  }

  private static String peerFinding(List<Pair> pairs, String peer) {
    Comparator<Pair> byRatio = Comparator.comparingDouble(Pair::ratio);
    Pair least = pairs.stream().min(byRatio).get();
    Pair most = pairs.stream().max(byRatio).get();
    return Words.of(
        """
        In {won} of {all} comparisons ours is at least as fast as {peer}; the median ratio is {middle}, from {low}
        (`{lowest}`) to {high} (`{highest}`).
        """,
        "won",
        pairs.stream().filter(pair -> pair.ratio() >= 1).count(),
        "all",
        pairs.size(),
        "peer",
        peer,
        "middle",
        Charts.times(Measurement.median(pairs.stream().mapToDouble(Pair::ratio).toArray())),
        "low",
        Charts.times(least.ratio()),
        "lowest",
        least.label(),
        "high",
        Charts.times(most.ratio()),
        "highest",
        most.label());
  }

  private static Chapter limitsChapter(List<Row> rows, Limits limits) {
    Figure roofline = Charts.roofline(rows, limits);
    return new Chapter("limits", "How near does it come to the limits of the machine?")
        .experiment("""
            All limits are measured in this run, by one thread. The peak is that of multiply-adds on registers alone. The
            bandwidth is measured on the working set of each task, by a loop that goes through memory as the task does:
            it reads, or copies, or reads two arrays and writes a third, or updates one. A task needs at least the time of
            its sums and products at the peak, and of its bytes, each moved once, at the bandwidth.
            """, """
            Functions such as exp count no sums and products, as libraries compute them in different ways. Where a task is
            one equation, the vector instructions of its compiled loops are counted instead, and take their time at the
            rate of multiply-adds; divisions and square roots take theirs at the throughput of the divider, which is no
            pipeline. And every call takes the time of one on a single number. The longest of these times is the limit. A
            processor with more units for other instructions than for multiply-adds can pass that of instructions.
            """)
        .table(bandwidths(limits))
        .table(registers(limits))
        .figures("Operations a second over operations a byte, both axes logarithmic.", roofline)
        .figures("The limit by the best time.", Charts.ofLimits(rows))
        .finding(limitsFinding(rows, limits));
  }

  private static String limitsFinding(List<Row> rows, Limits limits) {
    Row best = rows.stream().max(Comparator.comparingDouble(Row::gigaflops)).get();
    return Words.of(
        """
        One thread does {single} GFLOP/s in float and {full} in double at most; the most that a task does is {most}
        GFLOP/s, `{task}`, {part} of its limit.
        """,
        "single",
        Numbers.fixed(limits.single().peak(), 0),
        "full",
        Numbers.fixed(limits.full().peak(), 0),
        "most",
        Numbers.fixed(best.gigaflops(), 0),
        "task",
        best.task().name(),
        "part",
        Numbers.percent(best.ofLimit(), 0));
  }

  private static Table bandwidths(Limits limits) {
    Table table = new Table(
        "Bandwidth of one thread.",
        "#working set, KiB",
        "#reading, GB/s",
        "#z = x + a y, GB/s",
        "#y = a x, GB/s",
        "#x = a x, GB/s");
    for (Bandwidth one : limits.bandwidths()) {
      table.row(
          Cell.of(Numbers.count((long) one.bytes() / 1024)),
          Cell.of(Numbers.fixed(one.reading(), 1)),
          Cell.of(Numbers.fixed(one.triad(), 1)),
          Cell.of(Numbers.fixed(one.copying(), 1)),
          Cell.of(Numbers.fixed(one.updating(), 1)));
    }
    return table;
  }

  private static Table registers(Limits limits) {
    Table table = new Table(
        "On registers alone; times are shares of a vector's. A call on one number takes "
            + RowText.time(limits.call()) + ".",
        "type",
        "#multiply-adds, GFLOP/s",
        "#division, ns",
        "#square root, ns");
    return registers(registers(table, "float", limits.single()), "double", limits.full());
  }

  private static Table registers(Table table, String type, Arithmetic arithmetic) {
    return table.row(
        Cell.of(type),
        Cell.of(Numbers.fixed(arithmetic.peak(), 1)),
        Cell.of(Numbers.fixed(arithmetic.division(), 3)),
        Cell.of(Numbers.fixed(arithmetic.root(), 3)));
  }

  private static Chapter timesChapter(Results results) {
    Table table = new Table(
        "Times of one call, and the memory that it asks for. Rates are of the best.",
        "task",
        "#best",
        "#median",
        "#GFLOP/s",
        "#GB/s",
        "limit",
        "#of it",
        "#allocates",
        "#peer's median",
        "#ratio");
    for (Row row : results.rows()) {
      boolean alone = row.peers().isEmpty();
      Measurement peer = alone ? null : row.peers().get(0);
      table.row(
          Cell.of("`" + row.task().name() + "`"),
          Cell.of(RowText.time(row.own().ns())),
          Cell.of(RowText.time(row.own().medianNs())),
          number(row, Row::gigaflops),
          number(row, Row::gigabytes),
          limit(row),
          Cell.of(results.limits() == null ? "" : Numbers.percent(row.ofLimit(), 0)),
          Cell.of(RowText.bytes(row.allocated())),
          Cell.of(alone ? "" : RowText.time(peer.medianNs())),
          Cell.bestIf(
              !alone && row.own().ratioTo(peer) >= 1,
              alone ? "" : Charts.times(row.own().ratioTo(peer))));
    }
    return new Chapter("times", "How long does each task take?").prose(HOW).table(table);
  }

  private static Cell number(Row row, ToDoubleFunction<Row> rate) {
    return Cell.of(Numbers.significant(rate.applyAsDouble(row), 3));
  }
}
