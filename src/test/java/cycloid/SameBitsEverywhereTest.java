package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * One program gives identical bits with vectors and without, on every JDK that is found, with 128-bit and 256-bit
 * instructions, on the interpreter and in compiled loops.
 */
class SameBitsEverywhereTest {
  private static final String MODULE = "jdk.incubator.vector";

  /** The suite runs up to four times; the processes compared here are the same each time. */
  static boolean isFirstRunOfTheSuite() {
    return "VECTOR".equals(System.getProperty("cycloid.expectedProvider", "VECTOR"))
        && System.getProperty("java.home").equals(System.getProperty("cycloid.buildJdk"));
  }

  @Test
  @EnabledIf(value = "isFirstRunOfTheSuite", disabledReason = "run once, by the suite's first run")
  void aTrainingRunHasTheSameBitsInEveryProcess() throws Exception {
    Map<String, String> results = new TreeMap<>();
    boolean x86 = System.getProperty("os.arch").matches("amd64|x86_64");
    for (Path java : javas().values()) {
      for (String instructions :
          x86 ? List.of("-XX:UseAVX=1", "-XX:UseAVX=2") : List.of("-XX:+UseFMA")) {
        for (String provider : List.of("vector", "scalar")) {
          run(results, java, instructions, "--add-modules", MODULE, "-Dcycloid.simd=" + provider);
        }
      }
      run(results, java, "--add-modules", MODULE, "-Dcycloid.simd.warmup=caller");
      run(
          results,
          java,
          "--add-modules",
          MODULE,
          "-Dcycloid.simd.bits=128",
          "-Dcycloid.simd.warmup=never");
      run(results, java, "-Xint");
    }
    String first = results.values().iterator().next();
    results.forEach((process, result) -> assertEquals(first, result, process));
    assertTrue(
        first.lines().filter(line -> line.startsWith("loss")).distinct().count() > 15,
        "no training:\n" + first);
  }

  /** The JDKs at hand, the oldest to the newest, one of each feature version from 17 on: this one and its neighbours. */
  private static Map<Integer, Path> javas() throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    Map<Integer, Path> javas = new TreeMap<>();
    List<Path> homes = new ArrayList<>();
    String newest = System.getProperty("cycloid.newestJava");
    if (newest != null) {
      homes.add(Path.of(newest).getParent().getParent());
    }
    try (Stream<Path> neighbours = Files.list(home.toRealPath().getParent())) {
      neighbours.sorted().forEach(homes::add);
    }
    homes.add(home);
    for (Path candidate : homes) {
      Path java = candidate.resolve("bin").resolve("java");
      Path release = candidate.resolve("release");
      if (Files.isExecutable(java) && Files.isReadable(release)) {
        int feature = feature(release);
        if (feature >= 17) {
          javas.put(feature, java);
        }
      }
    }
    return javas;
  }

  private static int feature(Path release) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("\\.")[0]);
  }

  /** Adds what the process printed, without its first line, which names the provider. */
  private static void run(Map<String, String> results, Path java, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), TrainingRun.class.getName()));
    Path output = Files.createTempFile("training", ".txt");
    try {
      Process process = new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .redirectOutput(output.toFile())
          .start();
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "timed out: " + command);
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertEquals(0, process.exitValue(), command + "\n" + text);
      String asked = String.join(" ", options).contains("=vector") ? "VECTOR" : "";
      assertTrue(text.startsWith("provider " + asked), command + "\n" + text);
      results.put(String.join(" ", command), text.substring(text.indexOf('\n') + 1));
    } finally {
      Files.delete(output);
    }
  }

  private static String classPath() throws Exception {
    Path tests = Path.of(
        TrainingRun.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return System.getProperty("cycloid.jar") + java.io.File.pathSeparator + tests;
  }
}
