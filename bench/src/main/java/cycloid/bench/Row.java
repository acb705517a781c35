package cycloid.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of a task.
 *
 * @param own this library's time
 * @param peers the times of what it is compared with; those that the peer has
 * @param allocated bytes that a call allocates; -1 where that is not known
 * @param limit the least time the machine could take, in nanoseconds; NaN where it is not known
 */
public record Row(
    Task task, Measurement own, List<Measurement> peers, long allocated, double limit) {
  /** The part of the machine's limit that the best call reaches, 0 to 1; NaN where the limit is not known. */
  public double ofLimit() {
    return limit / own.ns();
  }

  /** Sums and products in a nanosecond, thus 10^9 in a second, in the best call. */
  public double gigaflops() {
    return task.cost().flops() / own.ns();
  }

  /** Bytes in a nanosecond, thus 10^9 in a second, in the best call. */
  public double gigabytes() {
    return task.cost().bytes() / own.ns();
  }

  /** The lines of JSON: this library's, with the ratio to its first peer, and the peers'. */
  public List<String> json() {
    StringBuilder more = new StringBuilder();
    if (allocated >= 0) {
      more.append(", \"allocated_bytes\": ").append(allocated);
    }
    if (!Double.isNaN(limit)) {
      more.append(String.format(Locale.ROOT, ", \"of_limit\": %.3f", ofLimit()));
    }
    if (!peers.isEmpty()) {
      more.append(String.format(Locale.ROOT, ", \"ratio\": %.3f", own.ratioTo(peers.get(0))));
    }
    List<String> lines = new ArrayList<>(List.of(own.json(more.toString())));
    peers.forEach(peer -> lines.add(peer.json()));
    return lines;
  }
}
