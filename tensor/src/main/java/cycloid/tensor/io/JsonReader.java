package cycloid.tensor.io;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads JSON (RFC 8259) from front to back: whoever calls says what must come next.
 *
 * <p>Strict: no comments, no trailing commas, no names twice in one object, no unpaired surrogates, at most {@value
 * #MAX_DEPTH} levels.
 */
final class JsonReader {
  static final int MAX_DEPTH = 64;

  static final String ESCAPES = "\"\\/bfnrt";
  static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  /** Where the next value begins. */
  int next() {
    peek();
    return at;
  }

  /** What comes next: the first character of a value, or 0 at the end. */
  char peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  // ---- objects and arrays

  /** An object; the argument is given each name and must read its value. */
  void object(Consumer<String> member) {
    Set<String> names = new HashSet<>();
    items('{', '}', () -> {
      int start = next();
      String name = string();
      if (!names.add(name)) {
        throw new JsonException(
            start, "names in an object must differ", Json.quoted(name) + " twice");
      }
      expect(':', "a colon must follow the name");
      member.accept(name);
    });
  }

  /** An array; the argument must read one element each time. */
  void array(Runnable element) {
    items('[', ']', element);
  }

  private void items(char open, char close, Runnable item) {
    expect(open, open == '{' ? "there must be an object" : "there must be an array");
    if (++depth > MAX_DEPTH) {
      throw new JsonException(at - 1, "there must be at most " + MAX_DEPTH + " levels", "more");
    }
    if (peek() == close) {
      at++;
    } else {
      item.run();
      while (peek() == ',') {
        at++;
        item.run();
      }
      expect(close, "a comma or " + close + " must follow");
    }
    depth--;
  }

  /** The text must end here. */
  void end() {
    if (peek() != 0 || at < text.length()) {
      throw new JsonException(at, "nothing must follow the value", found());
    }
  }

  // ---- plain values

  String string() {
    expect('"', "there must be a string");
    StringBuilder result = new StringBuilder();
    int start = at;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c < ' ') {
        throw new JsonException(at, "control characters in a string must be escaped", found());
      }
      at++;
      result.append(c == '\\' ? escape() : c);
    }
    expect('"', "a string must be closed");
    checkSurrogates(result, start);
    return result.toString();
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at) : 0;
    if (c != 'u') {
      int escape = ESCAPES.indexOf(c);
      if (c == 0 || escape < 0) {
        throw new JsonException(at, "one of " + ESCAPES + "u must follow a backslash", found());
      }
      at++;
      return ESCAPED.charAt(escape);
    }
    at++;
    int code = 0;
    for (int end = at + 4; at < end; at++) {
      int digit =
          at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw new JsonException(at, "four hexadecimal digits must follow \\u", found());
      }
      code = 16 * code + digit;
    }
    return (char) code;
  }

  private void checkSurrogates(CharSequence string, int start) {
    for (int i = 0; i < string.length(); i++) {
      if (Character.isSurrogate(string.charAt(i))) {
        int pair = Character.codePointAt(string, i);
        if (!Character.isSupplementaryCodePoint(pair)) {
          throw new JsonException(start, "surrogates in a string must come in pairs", "one alone");
        }
        i++;
      }
    }
  }

  /** A number without fraction and exponent, which a long can hold. */
  long wholeNumber() {
    int start = next();
    String number = numeral();
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw new JsonException(start, "there must be a whole number of 64 bits", number);
    }
  }

  /** A number as the nearest double. */
  double number() {
    return Double.parseDouble(numeral());
  }

  private String numeral() {
    int start = next();
    skip('-');
    if (!skip('0')) {
      digits();
    }
    if (skip('.')) {
      digits();
    }
    if (skip('e') || skip('E')) {
      if (!skip('-')) {
        skip('+');
      }
      digits();
    }
    return text.substring(start, at);
  }

  private void digits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw new JsonException(at, "there must be a number", found());
    }
  }

  /** Passes over a value of any kind. */
  void skipValue() {
    switch (peek()) {
      case '{' -> object(name -> skipValue());
      case '[' -> array(this::skipValue);
      case '"' -> string();
      case 't', 'f', 'n' -> word();
      default -> number();
    }
  }

  /** One of true, false and null. */
  String word() {
    peek();
    for (String word : new String[] {"true", "false", "null"}) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word;
      }
    }
    throw new JsonException(at, "there must be true, false or null", found());
  }

  // ---- characters

  private boolean skip(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char c, String must) {
    if (peek() != c || !skip(c)) {
      throw new JsonException(at, must, found());
    }
  }

  private String found() {
    return at < text.length() ? Json.quoted(text.substring(at, at + 1)) : "the end";
  }
}
