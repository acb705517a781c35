package cycloid.study.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ProseTest {
  @Test
  void marksBecomeElements() {
    assertEquals(
        "Set <code>lr &lt; 1</code>, <em>not</em> more.", Prose.html("Set `lr < 1`, *not* more."));
  }

  @Test
  void aLoneMarkStandsForItself() {
    assertEquals("f − f* at the end", Prose.html("f − f* at the end"));
    assertEquals("** and ``", Prose.html("** and ``"));
  }

  @Test
  void marksWithinCodeAreText() {
    assertEquals("<code>a*b*c</code>", Prose.html("`a*b*c`"));
  }
}
