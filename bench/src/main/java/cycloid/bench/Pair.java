package cycloid.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A measurement and what it is compared with.
 *
 * @param own this library's time
 * @param peer the other library's
 */
public record Pair(Measurement own, Measurement peer) {
  /** How many times as fast this library is: the peer's median by ours. */
  double ratio() {
    return own.ratioTo(peer);
  }

  /** What is compared: its name, with the peer's own one where that says more, as {@code adamw/4096 (adamw_fused)}. */
  String label() {
    if (own.bench().equals(peer.bench())) {
      return own.bench();
    }
    int size = peer.bench().indexOf('/');
    return own.bench() + " (" + (size < 0 ? peer.bench() : peer.bench().substring(0, size)) + ")";
  }

  /** The pairs of lines printed by {@code ./cycloid bench --json --peer}: each of ours is followed by its peers'. */
  public static List<Pair> of(List<Measurement> lines) {
    List<Pair> pairs = new ArrayList<>();
    Measurement own = null;
    for (Measurement line : lines) {
      if (line.impl().equals(Session.IMPL)) {
        own = line;
      } else if (own != null) {
        pairs.add(new Pair(own, line));
      }
    }
    return pairs;
  }
}
