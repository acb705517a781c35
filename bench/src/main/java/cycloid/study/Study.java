package cycloid.study;

import cycloid.simd.Simd;
import cycloid.study.page.Chapter;
import cycloid.study.page.Page;
import cycloid.study.page.Words;
import java.util.List;

/**
 * All experiments, run, and the report on them.
 *
 * @param page the report
 * @param findings the headline of each chapter
 */
public record Study(Page page, List<String> findings) {
  private static final DigitsRace.Effort QUICK = new DigitsRace.Effort(12, 4, 4, 1, 3);
  private static final DigitsRace.Effort FULL = new DigitsRace.Effort(20, 8, 2, 3, 9);

  private static final String LEDE = """
      Which optimizer, and why? Every answer below is computed from an experiment that has just run on this machine, and
      every formula is printed from the equation that ran.
      """;

  /**
   * Runs the experiments.
   *
   * @param quick fewer epochs, seeds and learning rates: the same questions, answered less surely
   */
  public static Study run(boolean quick, Progress progress) {
    return run(quick ? QUICK : FULL, progress);
  }

  static Study run(DigitsRace.Effort effort, Progress progress) {
    List<Chapter> chapters = List.of(
        ValleyChapter.write(progress.part(0, 0.05)),
        CurvedValleyChapter.write(progress.part(0.05, 0.12)),
        DigitsRaceChapter.write(effort, progress.part(0.12, 1)));
    Page page = new Page("Cycloid study", LEDE);
    chapters.forEach(page::chapter);
    page.colophon(Words.of(
        """
        Ran with {simd}, on {system}. All numbers but the times are the same on every machine that has fused multiply-add,
        with vectors or without.
        """,
        "simd",
        Simd.describe(),
        "system",
        System.getProperty("os.name") + " " + System.getProperty("os.arch")));
    page.colophon(
        effort == FULL
            ? "Make this page again with `./cycloid study`."
            : "Made by `./cycloid study --quick`, with few epochs, seeds and learning rates; there are more without `--quick`.");
    page.colophon("Handwritten digits: " + Digits.CITATION + ".");
    return new Study(page, chapters.stream().map(Chapter::headline).toList());
  }
}
