import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Gives the bundled jar its module descriptor: {@code cycloid} exports what the library modules export, and requires what
 * they require of the JDK.
 *
 * <p>Usage: {@code java BundleModule.java RELEASE BUNDLE_FOLDER MODULE_INFO_CLASS...}; the bundle's classes are in BUNDLE_FOLDER,
 * and so is the {@code module-info.class} that is written.
 */
final class BundleModule {
  public static void main(String[] arguments) throws IOException {
    Path bundle = Path.of(arguments[1]);
    TreeSet<String> directives = new TreeSet<>();
    for (String file : List.of(arguments).subList(2, arguments.length)) {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        directives(ModuleDescriptor.read(in)).forEach(directives::add);
      }
    }
    Path source = Files.createTempDirectory("bundle").resolve("module-info.java");
    Files.writeString(source, "module cycloid {\n" + String.join("\n", directives) + "\n}\n");
    int exitCode =
        javac("--release", arguments[0], "-nowarn", "-d", bundle.toString(), source.toString());
    Files.delete(source);
    Files.delete(source.getParent());
    System.exit(exitCode);
  }

  private static Stream<String> directives(ModuleDescriptor module) {
    Stream<String> requires = module.requires().stream()
        .filter(required -> !required.name().startsWith("cycloid."))
        .filter(required -> !required.modifiers().contains(Requires.Modifier.MANDATED))
        .map(required -> "  requires " + words(required.modifiers()) + required.name() + ";");
    Stream<String> exports = module.exports().stream()
        .filter(export -> !export.isQualified())
        .map(BundleModule::exports);
    return Stream.concat(exports, requires);
  }

  private static String exports(Exports export) {
    return "  exports " + export.source() + ";";
  }

  private static String words(Iterable<Requires.Modifier> modifiers) {
    StringBuilder words = new StringBuilder();
    modifiers.forEach(
        modifier -> words.append(modifier.toString().toLowerCase()).append(' '));
    return words.toString();
  }

  private static int javac(String... arguments) {
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    return javac.run(System.out, System.err, arguments);
  }
}
