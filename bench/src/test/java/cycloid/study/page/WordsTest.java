package cycloid.study.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void gapsAreFilledAndSpaceIsSingle() {
    String sentences = """
        {name} takes {n} steps,
          {price} each: {n}.
        """;
    assertEquals(
        "Adam takes 3 steps, $1 each: 3.",
        Words.of(sentences, "name", "Adam", "n", 3, "price", "$1"));
  }

  @Test
  void gapsAndValuesMustMatch() {
    Exception gap = assertThrows(IllegalArgumentException.class, () -> Words.of("a {b} c"));
    assertEquals("words: every gap must have a value; got none for {b}", gap.getMessage());
    Exception value =
        assertThrows(IllegalArgumentException.class, () -> Words.of("a {b} c", "b", 1, "d", 2));
    assertEquals(
        "words: every value must have a gap; got 2 values for the gaps [b]", value.getMessage());
  }
}
