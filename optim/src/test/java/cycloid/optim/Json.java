package cycloid.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, strings, doubles, booleans and null; for the headers of reference data, which are valid. */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Map<String, Object> object(String text) {
    return new Json(text).object();
  }

  private Object value() {
    skip();
    switch (text.charAt(at)) {
      case '{':
        return object();
      case '[':
        return list();
      case '"':
        return string();
      default:
        return word();
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    skip();
    at++;
    for (skip(); text.charAt(at) != '}'; skip()) {
      at += text.charAt(at) == ',' ? 1 : 0;
      skip();
      String name = string();
      skip();
      at++;
      members.put(name, value());
    }
    at++;
    return members;
  }

  private List<Object> list() {
    List<Object> items = new ArrayList<>();
    at++;
    for (skip(); text.charAt(at) != ']'; skip()) {
      at += text.charAt(at) == ',' ? 1 : 0;
      items.add(value());
    }
    at++;
    return items;
  }

  private String string() {
    StringBuilder result = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        c = text.charAt(++at);
        if (c == 'u') {
          c = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16);
          at += 4;
        } else {
          int escape = "bfnrt".indexOf(c);
          c = escape < 0 ? c : "\b\f\n\r\t".charAt(escape);
        }
      }
      result.append(c);
    }
    at++;
    return result.toString();
  }

  private Object word() {
    int from = at;
    while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(from, at);
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> Double.parseDouble(word);
    };
  }

  private void skip() {
    while (" \n\t\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
