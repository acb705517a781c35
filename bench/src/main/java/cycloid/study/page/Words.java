package cycloid.study.page;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences with gaps, which computed values fill. */
public final class Words {
  private static final Pattern GAP = Pattern.compile("\\{(\\w+)}");

  private Words() {}

  /**
   * Returns the sentences with every gap filled and all space between words single.
   *
   * <pre>{@code
   * Words.of("Momentum takes {steps} steps.", "steps", 43)   // Momentum takes 43 steps.
   * }</pre>
   *
   * @param sentences text, in which {@code {name}} is a gap
   * @param values name and value in turn
   * @throws IllegalArgumentException if a gap has no value, or a value no gap
   */
  public static String of(String sentences, Object... values) {
    Set<String> filled = new HashSet<>();
    String text = GAP.matcher(sentences.strip().replaceAll("[ \n]+", " "))
        .replaceAll(gap -> Matcher.quoteReplacement(value(gap.group(1), values, filled)));
    if (filled.size() != values.length / 2) {
      throw new IllegalArgumentException("words: every value must have a gap; got "
          + values.length / 2 + " values for the gaps " + filled);
    }
    return text;
  }

  private static String value(String gap, Object[] values, Set<String> filled) {
    for (int i = 0; i + 1 < values.length; i += 2) {
      if (values[i].equals(gap)) {
        filled.add(gap);
        return values[i + 1].toString();
      }
    }
    throw new IllegalArgumentException(
        "words: every gap must have a value; got none for {" + gap + "}");
  }
}
