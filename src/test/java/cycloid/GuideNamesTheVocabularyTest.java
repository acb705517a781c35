package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cycloid.tensor.Array;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The guide to the vocabulary has every method of it. */
class GuideNamesTheVocabularyTest {

  /** How an array gives itself to the default methods: nobody calls it. */
  private static final Set<String> INTERNAL = Set.of("self");

  @Test
  void everyMethodStandsInTheGuide() throws IOException {
    Path root = Path.of(System.getProperty("cycloid.root", "."));
    String guide = Files.readString(root.resolve("docs").resolve("vocabulary.md"));
    Set<String> named = new TreeSet<>(Arrays.asList(guide.split("[^A-Za-z0-9]+")));
    Set<String> missing = new TreeSet<>();
    for (Method method : Array.class.getMethods()) {
      String name = method.getName();
      if (!Modifier.isStatic(method.getModifiers())
          && !INTERNAL.contains(name)
          && !named.contains(name)) {
        missing.add(name);
      }
    }
    assertEquals(Set.of(), missing, "docs/vocabulary.md lacks");
  }
}
