package cycloid.bench;

import java.util.List;

/**
 * What a run has measured.
 *
 * @param rows one for each task, in order
 * @param limits of the machine in this run; null where they were not measured
 */
public record Results(List<Row> rows, Limits limits) {
  public Results {
    rows = List.copyOf(rows);
  }
}
