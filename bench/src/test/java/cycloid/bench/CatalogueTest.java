package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Path PEER = Path.of("peers/torch_peer.py");
  private static final Pattern FAMILY =
      Pattern.compile("^    \"(\\w+)\": \\[((?:\"\\w+\"(?:, )?)+)],$");

  /** The names in the table that the script is driven by. */
  private static Set<String> namesOfPeer() throws IOException {
    List<String> lines = Files.readAllLines(PEER);
    int begin = lines.indexOf("BENCHMARKS = {") + 1;
    int end = begin + lines.subList(begin, lines.size()).indexOf("}");
    Set<String> names = new TreeSet<>();
    for (String line : lines.subList(begin, end)) {
      Matcher family = FAMILY.matcher(line);
      assertTrue(family.matches(), line);
      for (String size : family.group(2).replace("\"", "").split(", ")) {
        names.add(family.group(1) + "/" + size);
      }
    }
    return names;
  }

  @Test
  void thePeerHasTheSameNames() throws IOException {
    Set<String> ours = new TreeSet<>();
    Catalogue.tasks().forEach(task -> ours.addAll(task.peers()));
    assertEquals(namesOfPeer(), ours);
  }

  @Test
  void namesAreUnique() {
    Set<String> seen = new HashSet<>();
    Catalogue.all().forEach(task -> assertTrue(seen.add(task.name()), task.name()));
  }

  private static List<String> matching(String filter) {
    return Catalogue.matching(Catalogue.all(), filter).stream().map(Task::name).toList();
  }

  @Test
  void aFilterIsAPartOfANameOrARegularExpression() {
    assertEquals(List.of("softmax/512x1024"), matching("^softm.*x"));
    assertEquals(List.of("exp/1000", "log/1000"), matching("^(exp|log)/1000$"));
    assertEquals(Catalogue.all().stream().map(Task::name).toList(), matching(""));
    assertTrue(matching("nothing").isEmpty());
    assertTrue(matching("sum(").isEmpty());
  }

  @Test
  void aTaskIsFoundByTheNameOfItsPeerToo() {
    assertEquals(List.of("adamw/4096", "adamw/1000000", "adamw/10000000"), matching("adamw_fused"));
  }

  @Test
  void everyCostIsThatOfSomeWork() {
    for (Task task : Catalogue.all()) {
      assertTrue(task.cost().bytes() > 0, task.name());
      assertTrue(task.cost().flops() >= 0, task.name());
    }
  }

  /** The work of the smaller tasks, done once. */
  @Test
  void workCanBeDone() {
    for (Task task : Catalogue.all()) {
      if (task.cost().flops() < 1e7 && task.cost().bytes() < 1e7) {
        Work work = task.prepare().get();
        assertNotNull(work.run(), task.name());
        assertNotNull(work.run(), task.name());
      }
    }
  }

  /** 2 n^3 operations on three matrices of 8 bytes an element. */
  @Test
  void theCostOfAProductIsItsOperationsAndMatrices() {
    Cost cost = Catalogue.matching(Catalogue.tasks(), "^dgemm_tn/16$").get(0).cost();
    assertEquals(8192, cost.flops());
    assertEquals(3 * 256 * 8, cost.bytes());
    assertTrue(cost.isArithmetic());
    assertFalse(
        Catalogue.matching(Catalogue.tasks(), "^transpose_copy").get(0).cost().isArithmetic());
  }
}
