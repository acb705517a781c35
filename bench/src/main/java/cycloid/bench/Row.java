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
 * @param memory nanoseconds that it takes to make as much new memory, and do nothing with it
 * @param limit what holds it most, and the least time that the machine could take
 */
public record Row(
    Task task,
    Measurement own,
    List<Measurement> peers,
    long allocated,
    double memory,
    Bound limit) {
  private static final double SMALL = 0.02; // a share not worth a word

  /** The part of the machine's limit that the best call reaches, 0 to 1; NaN where the limit is not known. */
  public double ofLimit() {
    return limit.ns() / own.ns();
  }

  /** Where the time of the best call goes: to the limit, to new memory, and the rest. */
  String shares() {
    if (!limit.isKnown()) {
      return "";
    }
    double fresh = memory / own.ns();
    double rest = 1 - ofLimit() - fresh;
    return limit.resource() + " " + percent(ofLimit())
        + (fresh < SMALL ? "" : ", new memory " + percent(fresh))
        + (rest < SMALL ? "" : ", the rest " + percent(rest));
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
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
    if (limit.isKnown()) {
      more.append(String.format(
          Locale.ROOT, ", \"limit\": \"%s\", \"of_limit\": %.3f", limit.resource(), ofLimit()));
    }
    if (!peers.isEmpty()) {
      more.append(String.format(Locale.ROOT, ", \"ratio\": %.3f", own.ratioTo(peers.get(0))));
    }
    List<String> lines = new ArrayList<>(List.of(own.json(more.toString())));
    peers.forEach(peer -> lines.add(peer.json()));
    return lines;
  }
}
