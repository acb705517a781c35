package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is given to /bin/sh")
class PeerTest {
  @TempDir
  private Path folder;

  private static final String LINE =
      "echo '{\"bench\": \"'$name'\", \"impl\": \"sh\", \"threads\": '$1', \"ns\": 2, \"median_ns\": 3}'";

  private String script(String... lines) throws IOException {
    Path script = folder.resolve("peer program.sh");
    Files.writeString(script, String.join("\n", lines) + "\n");
    return "sh '" + script + "'";
  }

  /** Names are echoed into the log, so that it tells how often the program was started. */
  @Test
  void aProgramThatStaysIsStartedOnce() throws IOException {
    Path starts = folder.resolve("starts");
    String command = script(
        "echo \"$*\" >> '" + starts + "'",
        "[ \"$2\" = - ] || exit 1",
        "echo '{\"ready\": \"sh\"}'",
        "while read -r name; do",
        "  [ \"$name\" = none/1 ] || " + LINE,
        "  echo",
        "done");
    try (Peer peer = new Peer(command, 1, 0.25)) {
      Measurement answer = new Measurement("a/1", "sh", 1, 2, 3);
      assertEquals(Optional.of(answer), peer.measure("a/1"));
      assertEquals(Optional.empty(), peer.measure("none/1"));
      assertEquals(Optional.of(answer), peer.measure("a/1"));
    }
    assertEquals(List.of("1 - 0.25"), Files.readAllLines(starts));
  }

  /** As a program does whose filter is a part of the names: others match too. */
  @Test
  void aProgramThatDoesNotStayIsStartedForEveryName() throws IOException {
    String command =
        script("[ \"$2\" = - ] && exit 0", "for name in $2 x$2 ${2}0; do " + LINE + "; done");
    try (Peer peer = new Peer(command, 2, 1)) {
      assertEquals(Optional.of(new Measurement("a/1", "sh", 2, 2, 3)), peer.measure("a/1"));
      assertEquals(Optional.of(new Measurement("b/1", "sh", 2, 2, 3)), peer.measure("b/1"));
    }
  }

  @Test
  void aProgramThatPrintsAllWhateverItIsAskedIsUnderstood() throws IOException {
    String command = script("for name in a/1 b/1; do " + LINE + "; done");
    try (Peer peer = new Peer(command, 1, 1)) {
      assertEquals("b/1", peer.measure("b/1").orElseThrow().bench());
      assertTrue(peer.measure("c/1").isEmpty());
    }
  }

  @Test
  void aProgramThatFailsIsNamed() throws IOException {
    try (Peer peer = new Peer(script("exit 3"), 1, 1)) {
      Exception error = assertThrows(IOException.class, () -> peer.measure("a/1"));
      assertTrue(
          error.getMessage().startsWith("--peer: the program must end with status 0; got 3 from "));
    }
  }
}
