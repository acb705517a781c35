package cycloid.golden;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Parameters by name, as JSON has them; infinities and NaN are texts there. */
record Arguments(Map<String, Object> values) {
  private static final int[] NONE = {};

  /** Whether there is a value that is not null. */
  boolean has(String name) {
    return values.get(name) != null;
  }

  double number(String name) {
    Object value = values.get(name);
    if (value instanceof String text) {
      return switch (text) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> Double.parseDouble(text);
      };
    }
    return (Double) required(name);
  }

  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  int integer(String name) {
    return (int) number(name);
  }

  int integer(String name, int otherwise) {
    return has(name) ? integer(name) : otherwise;
  }

  /** A number, or a list of them; empty when there is none. */
  int[] integers(String name) {
    if (!has(name)) {
      return NONE;
    }
    return values.get(name) instanceof List<?> list
        ? list.stream().mapToInt(x -> ((Double) x).intValue()).toArray()
        : new int[] {integer(name)};
  }

  /** A list of so many numbers, or one that stands for all of them. */
  int[] integers(String name, int count) {
    int[] given = integers(name);
    return given.length == 1 ? IntStream.range(0, count).map(i -> given[0]).toArray() : given;
  }

  /** A list of lists of numbers or nulls. */
  List<List<Double>> table(String name) {
    @SuppressWarnings("unchecked")
    List<List<Double>> rows = (List<List<Double>>) required(name);
    return rows;
  }

  boolean flag(String name) {
    return has(name) && (Boolean) values.get(name);
  }

  boolean flag(String name, boolean otherwise) {
    return has(name) ? flag(name) : otherwise;
  }

  String text(String name) {
    return (String) required(name);
  }

  String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  @SuppressWarnings("unchecked")
  Arguments nested(String name) {
    return new Arguments((Map<String, Object>) required(name));
  }

  private Object required(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(
          "arguments: there must be a value for " + name + "; got " + values);
    }
    return values.get(name);
  }
}
