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
      (or of one call that takes longer) are taken. Times are medians unless they are called best.
      """;

  private Report() {}

  /** The page of a run. */
  public static Page page(Results results) {
    Page page = new Page("Cycloid bench", LEDE);
    if (!results.pairs().isEmpty()) {
      page.chapter(peerChapter(results.pairs()));
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

  private static Chapter peerChapter(List<Pair> pairs) {
    String peer = pairs.get(0).peer().impl();
    Chapter chapter = new Chapter("peer", "How fast is it next to " + peer + "?")
        .experiment(
            HOW,
            "The two programs take turns, three rounds for each task, while the other one rests. The ratio is the median of "
                + peer + " by ours: above 1, ours is faster.");
    chapter.figures("Times as fast as " + peer + ", on a logarithmic axis.", Charts.ratios(pairs));
    return chapter.finding(peerFinding(pairs, peer));
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
            The peak is measured by multiply-adds on registers alone, the bandwidth by reading and by a triad z = x + a y on
            working sets from the first cache to beyond the last, in this run, by one thread. A task needs at least the
            time of its sums and products at the peak, and of its bytes, each moved once, at the bandwidth of the memory
            that holds them: the longer of the two is its limit.
            """, """
            Functions such as exp count no operations here, as libraries compute them in different ways; so theirs is the
            limit of copying, which nobody reaches.
            """)
        .table(bandwidths(limits))
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
        Numbers.fixed(limits.floatPeak(), 0),
        "full",
        Numbers.fixed(limits.doublePeak(), 0),
        "most",
        Numbers.fixed(best.gigaflops(), 0),
        "task",
        best.task().name(),
        "part",
        Numbers.percent(best.ofLimit(), 0));
  }

  private static Table bandwidths(Limits limits) {
    Table table = new Table(
        "Bandwidth of one thread.", "#working set, KiB", "#reading, GB/s", "#triad, GB/s");
    for (Limits.Bandwidth one : limits.bandwidths()) {
      table.row(
          Cell.of(Numbers.count((long) one.bytes() / 1024)),
          Cell.of(Numbers.fixed(one.reading(), 1)),
          Cell.of(Numbers.fixed(one.writing(), 1)));
    }
    return table;
  }

  private static Chapter timesChapter(Results results) {
    Table table = new Table(
        "Times of one call, and the memory that it asks for. Rates are of the best.",
        "task",
        "#best",
        "#median",
        "#GFLOP/s",
        "#GB/s",
        "#of limit",
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
