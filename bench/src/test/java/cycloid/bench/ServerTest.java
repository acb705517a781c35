package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ServerTest {
  @Test
  void everyNameIsAnsweredAndEndsByAnEmptyLine() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedReader names = new BufferedReader(new StringReader("sgemm/16\nno_such/1\nsgemm/16\n"));
    Server.serve(0.001, names, new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals("{\"ready\": \"cycloid\"}", lines.get(0));
    assertEquals(6, lines.size(), lines.toString());
    for (int i : new int[] {1, 4}) {
      Measurement one = Measurement.parse(lines.get(i)).orElseThrow();
      assertEquals("sgemm/16", one.bench());
      assertEquals("JDK " + System.getProperty("java.version"), one.impl());
    }
    assertEquals(List.of("", "", ""), List.of(lines.get(2), lines.get(3), lines.get(5)));
  }

  /** adamw has other names elsewhere; this program as its own peer has the same. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the command is given to /bin/sh")
  void thisProgramIsAPeerThatKnowsItsOwnNames() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Task adamW = Catalogue.named("adamw/4096").get(0);
    try (Peer peer = new Peer(Server.command(java), 1, 0.001)) {
      assertEquals(List.of("adamw/4096"), peer.names(adamW));
      assertTrue(peer.measure("adamw/4096").orElseThrow().ns() > 0);
    }
  }
}
