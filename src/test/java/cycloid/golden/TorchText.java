package cycloid.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A layer as PyTorch writes it: {@code Conv2d(3, 4, kernel_size=(3, 3), padding=1)}; and texts with several of them. */
record TorchText(String kind, Map<String, Object> arguments) {
  /** What arguments without a name are, for each kind of layer. */
  private static final Map<String, List<String>> NAMES = Map.of(
      "Linear", List.of("in_features", "out_features", "bias"),
      "Conv1d", List.of("in", "out", "kernel_size", "stride", "padding"),
      "Conv2d", List.of("in", "out", "kernel_size", "stride", "padding"),
      "MaxPool2d", List.of("kernel_size", "stride"),
      "AvgPool2d", List.of("kernel_size", "stride"));

  private static final Map<String, String> ONLY = Map.of(
      "BatchNorm1d", "channels",
      "BatchNorm2d", "channels",
      "LayerNorm", "normalized_shape",
      "AdaptiveAvgPool2d", "output_size",
      "Unflatten", "extents");

  /** The layers of a text, one after another; words that are no layers must not stand between. */
  static List<TorchText> layers(String text) {
    List<TorchText> layers = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (!Character.isUpperCase(text.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
        end++;
      }
      String kind = text.substring(at, end);
      String inside = "";
      if (end < text.length() && text.charAt(end) == '(') {
        int close = closing(text, end);
        inside = text.substring(end + 1, close);
        end = close + 1;
      }
      if (kind.equals("Sequential")) {
        return layers(inside);
      }
      layers.add(new TorchText(kind, arguments(kind, inside)));
      at = end;
    }
    return layers;
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int at = open; ; at++) {
      depth += text.charAt(at) == '(' ? 1 : text.charAt(at) == ')' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
  }

  private static Map<String, Object> arguments(String kind, String text) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    List<Object> unnamed = new ArrayList<>();
    for (String part : parts(text)) {
      int equals = part.indexOf('=');
      if (part.startsWith("pad ")) {
        arguments.put("padding", value(part.substring(4)));
      } else if (equals < 0) {
        unnamed.add(value(part));
      } else {
        arguments.put(part.substring(0, equals), value(part.substring(equals + 1)));
      }
    }
    if (ONLY.containsKey(kind) && !unnamed.isEmpty()) {
      arguments.put(ONLY.get(kind), unnamed.size() == 1 ? unnamed.get(0) : unnamed);
    } else {
      for (int i = 0; i < unnamed.size(); i++) {
        arguments.put(NAMES.get(kind).get(i), unnamed.get(i));
      }
    }
    renamed(arguments, "in_channels", "in");
    renamed(arguments, "out_channels", "out");
    return arguments;
  }

  private static void renamed(Map<String, Object> arguments, String from, String to) {
    if (arguments.containsKey(from)) {
      arguments.put(to, arguments.remove(from));
    }
  }

  /** What stands between commas that are not in parentheses. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      char c = at == text.length() ? ',' : text.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        String part = text.substring(from, at).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        from = at + 1;
      }
    }
    return parts;
  }

  private static Object value(String text) {
    if (text.startsWith("(")) {
      return parts(text.substring(1, text.length() - 1)).stream()
          .map(TorchText::value)
          .toList();
    }
    return switch (text) {
      case "True" -> true;
      case "False" -> false;
      case "None" -> null;
      default -> Character.isLetter(text.charAt(0)) ? text : (Object) Double.valueOf(text);
    };
  }

  // ---- arguments

  int integer(String name) {
    return ((Double) arguments.get(name)).intValue();
  }

  int integer(String name, int otherwise) {
    return arguments.get(name) == null ? otherwise : integer(name);
  }

  double number(String name, double otherwise) {
    return arguments.get(name) == null ? otherwise : (Double) arguments.get(name);
  }

  boolean flag(String name, boolean otherwise) {
    return arguments.get(name) == null ? otherwise : (Boolean) arguments.get(name);
  }

  String word(String name, String otherwise) {
    return arguments.get(name) instanceof String word ? word : otherwise;
  }

  /** A list of integers; a single one as many times as wanted. */
  int[] integers(String name, int count, int otherwise) {
    Object value = arguments.getOrDefault(name, (double) otherwise);
    List<?> list =
        value instanceof List<?> several ? several : java.util.Collections.nCopies(count, value);
    return list.stream().mapToInt(x -> ((Double) x).intValue()).toArray();
  }
}
