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

  /** The tasks that a peer does in less time. */
  public List<Row> behind() {
    return rows.stream()
        .filter(row -> row.peers().stream().anyMatch(peer -> row.own().ratioTo(peer) < 1))
        .toList();
  }

  /** Every task with each of its peers. */
  public List<Pair> pairs() {
    return rows.stream()
        .flatMap(row -> row.peers().stream().map(peer -> new Pair(row.own(), peer)))
        .toList();
  }
}
