package cycloid.bench;

import java.util.List;
import java.util.function.Supplier;

/**
 * One thing to measure.
 *
 * @param name family and size, as {@code sgemm/256}
 * @param peers the names of what it is compared with in another library's program; mostly its own name alone
 * @param cost what a call must do at least
 * @param prepare makes the operands, and returns what is timed
 */
public record Task(String name, List<String> peers, Cost cost, Supplier<Work> prepare) {
  /** A task that has one name everywhere. */
  Task(String name, Cost cost, Supplier<Work> prepare) {
    this(name, List.of(name), cost, prepare);
  }

  /** What stands before the size. */
  String family() {
    return name.substring(0, name.indexOf('/'));
  }
}
