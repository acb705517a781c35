package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script {@code cycloid}, on the jar that this build made. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a shell script")
@EnabledIfSystemProperty(
    named = "cycloid.expectedProvider",
    matches = "VECTOR",
    disabledReason = "the launcher chooses JDK and provider by itself")
class LauncherTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("cycloid.root"), "cycloid").normalize();

  @TempDir
  Path folder;

  @Test
  void helpExitsWithZero() throws Exception {
    Result result = run(SCRIPT, "--help");
    assertEquals(0, result.exitCode, result.output);
    assertTrue(result.output.contains("usage: cycloid COMMAND"), result.output);
  }

  @Test
  void unknownCommandExitsWithTwo() throws Exception {
    assertEquals(2, run(SCRIPT, "no-such-command").exitCode);
  }

  @Test
  void aSymbolicLinkInAFolderWithASpaceRuns() throws Exception {
    Path link = Files.createDirectory(folder.resolve("a b")).resolve("link");
    Files.createSymbolicLink(link, SCRIPT);
    Result result = run(link, "--help");
    Files.delete(link);
    assertEquals(0, result.exitCode, result.output);
  }

  @Test
  void jvmArgumentsMayStandAnywhere() throws Exception {
    for (List<String> arguments : List.of(
        List.of("-Dcycloid.simd=scalar", "info"), List.of("info", "-Dcycloid.simd=scalar"))) {
      Result result = run(SCRIPT, arguments.toArray(String[]::new));
      assertTrue(result.output.contains("-Dcycloid.simd=scalar"), result.output);
    }
  }

  @Test
  void aJdkThatIsNoneIsAnError() throws Exception {
    Result result = run(List.of("CYCLOID_JAVA=" + folder), SCRIPT, "info");
    assertEquals(1, result.exitCode);
    assertEquals("cycloid: CYCLOID_JAVA must name a JDK; got " + folder, result.output.strip());
  }

  private record Result(int exitCode, String output) {}

  private static Result run(Path script, String... arguments)
      throws IOException, InterruptedException {
    return run(List.of(), script, arguments);
  }

  private static Result run(List<String> environment, Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("env"));
    command.addAll(environment);
    command.add(script.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    return new Result(process.waitFor(), output);
  }
}
