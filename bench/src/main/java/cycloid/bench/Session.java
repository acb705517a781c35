package cycloid.bench;

import cycloid.study.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run: tasks measured one after the other, each in turns with the peer, so that whatever disturbs the machine for a
 * while disturbs both.
 */
public final class Session {
  static final String IMPL = "cycloid";
  private static final int ROUNDS_WITH_PEER = 3;
  private static final double SHARE_OF_LIMITS = 0.02; // of the progress

  private final List<Task> tasks;
  private final int threads;
  private final double seconds;
  private final String peerCommand;

  /**
   * A run that is yet to begin.
   *
   * @param tasks what is measured
   * @param threads of the peer; those of this library must be set already
   * @param seconds how long each task is measured, on either side
   * @param peerCommand the peer's program, see {@link Peer}; empty for none
   */
  public Session(List<Task> tasks, int threads, double seconds, String peerCommand) {
    this.tasks = List.copyOf(tasks);
    this.threads = threads;
    this.seconds = seconds;
    this.peerCommand = peerCommand;
  }

  /**
   * Measures everything.
   *
   * @param progress hears what is measured now
   * @param each takes what was measured of a task as soon as it is
   * @throws IOException if the peer cannot be run, or does not answer
   */
  public Results run(Progress progress, Consumer<Row> each) throws IOException {
    int rounds = peerCommand.isEmpty() ? 1 : ROUNDS_WITH_PEER;
    List<Row> rows = new ArrayList<>();
    try (Peer peer =
        peerCommand.isEmpty() ? null : new Peer(peerCommand, threads, seconds / rounds)) {
      progress.report(0, "peaks and bandwidths");
      Limits limits = threads == 1 ? Limits.measure(tasks) : null;
      for (Task task : tasks) {
        double done = SHARE_OF_LIMITS + (1 - SHARE_OF_LIMITS) * rows.size() / tasks.size();
        progress.report(done, task.name());
        Row row = measure(task, rounds, peer, limits);
        rows.add(row);
        each.accept(row);
      }
      return new Results(rows, limits);
    }
  }

  private Row measure(Task task, int rounds, Peer peer, Limits limits) throws IOException {
    Work work = task.prepare().get();
    Stopwatch.warmUp(work);
    List<Measurement> own = new ArrayList<>();
    List<List<Measurement>> others = new ArrayList<>();
    List<String> names = peer == null ? List.of() : peer.names(task);
    names.forEach(name -> others.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      double[] samples = Stopwatch.measure(work, seconds / rounds);
      own.add(Measurement.of(task.name(), IMPL, threads, samples));
      for (int k = 0; k < names.size(); k++) {
        Optional<Measurement> answer = peer.measure(names.get(k));
        answer.ifPresent(others.get(k)::add);
      }
    }
    List<Measurement> peers = others.stream()
        .filter(answers -> !answers.isEmpty())
        .map(Measurement::join)
        .toList();
    Measurement joined = Measurement.join(own);
    long allocated = Allocation.ofCall(work, joined.ns());
    Bound bound = limits == null ? Bound.UNKNOWN : limits.bound(task);
    return new Row(task, joined, peers, allocated, Allocation.time(allocated), bound);
  }
}
