package cycloid.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmePictureTest {
  private static final Path PICTURE = Path.of("../docs/figures/valley.svg");

  /**
   * The picture of the README is what the study draws: the numbers behind it are the same on every machine. Drawn anew
   * with {@code mvn test -pl bench -am -Dcycloid.draw=true}.
   */
  @Test
  void thePictureIsWhatTheStudyDraws() throws IOException {
    String drawn = CurvedValleyChapter.picture().file();
    if (Boolean.getBoolean("cycloid.draw")) {
      Files.createDirectories(PICTURE.getParent());
      Files.writeString(PICTURE, drawn);
    }
    assertEquals(Files.readString(PICTURE), drawn);
  }
}
