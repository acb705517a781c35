package cycloid.tensor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a function's definition, {@code name(operands; scalars)}.
 *
 * @param name what it is called
 * @param operands the names before the semicolon
 * @param scalars the names after it
 */
record Definition(String name, List<String> operands, List<String> scalars) {
  private static final String NAME = "[A-Za-z_][A-Za-z_0-9]*";
  private static final String NAMES = "\\s*(?:" + NAME + "\\s*(?:,\\s*" + NAME + "\\s*)*)?";
  private static final Pattern HEAD =
      Pattern.compile("\\s*(" + NAME + ")\\s*\\((" + NAMES + ")(?:;(" + NAMES + "))?\\)\\s*");
  private static final Pattern EQUATION =
      Pattern.compile("(" + HEAD + ")=(?!=)(.*)", Pattern.DOTALL);

  /** The head of {@code name(operands; scalars) = expression}, or null if the text has another form. */
  static Definition head(String text) {
    Matcher equation = EQUATION.matcher(text);
    Matcher head = HEAD.matcher(equation.matches() ? equation.group(1) : text);
    return head.matches()
        ? new Definition(head.group(1), names(head.group(2)), names(head.group(3)))
        : null;
  }

  /** What stands behind the equals sign; null if there is none. */
  static String body(String text) {
    Matcher equation = EQUATION.matcher(text);
    return equation.matches() ? equation.group(equation.groupCount()).strip() : null;
  }

  private static List<String> names(String list) {
    return list == null || list.isBlank() ? List.of() : List.of(list.strip().split("\\s*,\\s*"));
  }
}
