package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The four library modules need nothing but the JDK: jdeps names its base, the Vector API and the modules themselves. */
class LibrariesStandOnTheJdkAloneTest {
  private static final Set<String> JDK = Set.of("java.base", "jdk.incubator.vector");
  private static final List<String> LIBRARIES = List.of("simd", "tensor", "autodiff", "optim");

  @Test
  void jdepsOfTheLibraryJarsNamesOnlyTheJdk() throws IOException {
    List<String> jars = new ArrayList<>();
    Set<String> allowed = new TreeSet<>(JDK);
    for (String library : LIBRARIES) {
      jars.add(jarOf(library).toString());
      allowed.add("cycloid." + library);
    }
    Set<String> foreign = modulesNeededBy(jars);
    foreign.removeAll(allowed);
    assertEquals(Set.of(), foreign, "jdeps " + String.join(" ", jars));
  }

  @Test
  void jdepsOfTheBundledJarNamesOnlyTheJdk() {
    Set<String> foreign = modulesNeededBy(List.of(System.getProperty("cycloid.jar")));
    foreign.removeAll(JDK);
    assertEquals(Set.of(), foreign);
  }

  private static Path jarOf(String library) throws IOException {
    Path folder = Path.of(System.getProperty("cycloid.root"), library, "target");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file ->
              file.getFileName().toString().matches("cycloid-\\w+-[\\w.]+(-SNAPSHOT)?\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no jar in " + folder));
    }
  }

  /** The right-hand sides of the lines {@code module -> module} of jdeps' summary. */
  private static Set<String> modulesNeededBy(List<String> jars) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    String[] arguments = Stream.of(
            List.of("-summary", "--multi-release", "base", "--add-modules", "jdk.incubator.vector"),
            jars)
        .flatMap(List::stream)
        .toArray(String[]::new);
    int exitCode = ToolProvider.findFirst("jdeps").orElseThrow().run(writer, writer, arguments);
    assertEquals(0, exitCode, output::toString);
    Set<String> modules = new TreeSet<>();
    for (String line : output.toString().split("\\R")) {
      if (line.contains(" -> ")) {
        modules.add(line.substring(line.indexOf(" -> ") + 4).trim());
      }
    }
    return modules;
  }
}
