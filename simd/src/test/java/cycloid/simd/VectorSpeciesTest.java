package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every vector of an element type is of one length: where the shared methods of the Vector API have seen a second one, C2 keeps
 * the sums of other loops as objects.
 */
class VectorSpeciesTest {
  private static final Pattern LENGTH = Pattern.compile("SPECIES_(64|128|256|512)");

  @Test
  void onlyTheLanesKnowOfVectorsOfOtherLengths() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Kernel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        // names of fields stand in a class file as they are
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (file.toString().endsWith(".class") && LENGTH.matcher(text).find()) {
          names.add(file.getFileName().toString());
        }
      }
    }
    assertEquals(Set.of("DoubleVectorLanes.class", "FloatVectorLanes.class"), names);
  }
}
