package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four library modules compile without a warning under the build's lint flags. The one notice allowed is that the Vector API
 * incubates: JDK 17 has no flag to silence it, so {@code -Werror} cannot be used.
 */
class LibrariesCompileWithoutWarningsTest {
  private static final Path ROOT = Path.of(System.getProperty("cycloid.root")).normalize();
  private static final List<String> LIBRARIES = List.of("simd", "tensor", "autodiff", "optim");

  @Test
  @EnabledIfSystemProperty(
      named = "cycloid.expectedProvider",
      matches = "VECTOR",
      disabledReason = "javac does not depend on the provider")
  void noWarning(@TempDir Path classes) throws IOException {
    assertEquals("", String.join("\n", warnings(classes)));
  }

  private static List<String> warnings(Path classes) throws IOException {
    List<String> options = new ArrayList<>(List.of(
        "--release",
        "17",
        "--add-modules",
        "jdk.incubator.vector",
        "-proc:none",
        "-d",
        classes.toString()));
    options.add(System.getProperty("cycloid.lint"));
    List<Path> sources = new ArrayList<>();
    for (String library : LIBRARIES) {
      List<Path> folders = sourceFolders(library);
      options.add("--module-source-path");
      options.add("cycloid." + library + "="
          + folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
      for (Path folder : folders) {
        sources.addAll(javaFiles(folder));
      }
    }
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
      javac
          .getTask(
              null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources))
          .call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> !diagnostic.getCode().contains("incubating.modules"))
        .map(LibrariesCompileWithoutWarningsTest::text)
        .toList();
  }

  private static String text(Diagnostic<? extends JavaFileObject> diagnostic) {
    JavaFileObject source = diagnostic.getSource();
    String place = source == null
        ? "javac"
        : ROOT.relativize(Path.of(source.toUri())) + ":" + diagnostic.getLineNumber();
    return place + ": " + diagnostic.getMessage(Locale.ROOT);
  }

  private static List<Path> sourceFolders(String library) {
    Path module = ROOT.resolve(library);
    return Stream.of("src/main/java", "target/generated-sources/templates")
        .map(module::resolve)
        .filter(Files::isDirectory)
        .toList();
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
