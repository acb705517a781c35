package cycloid.tensor.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON texts, such as metadata of .safetensors files often are. */
public final class Json {
  private Json() {}

  /**
   * The value that a text means: Map in the order of the text, List, String, Double, Boolean or null.
   *
   * <pre>
   * Edge:      a number is the nearest double
   * Errors:    IllegalArgumentException, which says where, when the text is not JSON by RFC 8259, when an object has a
   *            name twice, or when it is nested deeper than 64 levels
   * </pre>
   */
  public static Object parse(String text) {
    JsonReader reader = new JsonReader(text);
    Object value = value(reader);
    reader.end();
    return value;
  }

  private static Object value(JsonReader reader) {
    switch (reader.peek()) {
      case '{':
        Map<String, Object> members = new LinkedHashMap<>();
        reader.object(name -> members.put(name, value(reader)));
        return members;
      case '[':
        List<Object> elements = new ArrayList<>();
        reader.array(() -> elements.add(value(reader)));
        return elements;
      case '"':
        return reader.string();
      case 't', 'f', 'n':
        String word = reader.word();
        return word.equals("null") ? null : (Object) word.equals("true");
      default:
        return reader.number();
    }
  }

  /** A text as a JSON string, in quotes. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int escape = JsonReader.ESCAPED.indexOf(c);
      if (escape >= 0 && c != '/') {
        quoted.append('\\').append(JsonReader.ESCAPES.charAt(escape));
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
