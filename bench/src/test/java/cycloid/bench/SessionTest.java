package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  /** A peer that takes a second for everything but adamw_default, which it does not know. */
  private static final String PEER = """
      echo '{"ready": "sh"}'
      while read -r name; do
        echo "$name" >> "${0%/*}/asked"
        case $name in
          adamw_default/*) ;;
          *) echo '{"bench": "'$name'", "impl": "sh", "threads": 1, "ns": 1e9, "median_ns": 1e9}' ;;
        esac
        echo
      done
      """;

  private static List<Task> tasks(String filter) {
    return Catalogue.matching(Catalogue.tasks(), filter);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is given to /bin/sh")
  void tasksAreMeasuredInTurnsWithThePeer(@TempDir Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("peer.sh"), PEER);
    List<Row> heard = new ArrayList<>();
    List<Double> progress = new ArrayList<>();
    Session session = new Session(tasks("^(sgemm/16|adamw/4096)$"), 1, 0.03, "sh " + script);
    Results results = session.run((done, what) -> progress.add(done), heard::add);

    assertEquals(heard, results.rows());
    assertEquals(
        List.of("sgemm/16", "adamw/4096 (adamw_fused)"),
        results.pairs().stream().map(Pair::label).toList());
    for (Pair pair : results.pairs()) {
      assertEquals(1e9, pair.peer().medianNs());
      assertTrue(pair.ratio() > 100, pair.ratio() + " times as fast");
    }
    List<String> asked = Files.readAllLines(folder.resolve("asked"));
    assertEquals(3, asked.stream().filter("sgemm/16"::equals).count());
    assertEquals(3, asked.stream().filter("adamw_fused/4096"::equals).count());
    assertTrue(progress.get(progress.size() - 1) < 1);
  }

  @Test
  void aTaskAloneHasNoPairs() throws IOException {
    Results results =
        new Session(tasks("^sgemm/16$"), 1, 0.01, "").run((done, what) -> {}, row -> {});
    assertEquals(1, results.rows().size());
    assertTrue(results.pairs().isEmpty());
  }
}
