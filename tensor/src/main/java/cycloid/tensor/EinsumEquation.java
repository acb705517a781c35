package cycloid.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The text of an einsum, as {@code "bij,bjk->bik"}, read against the shapes of its operands.
 *
 * @param operands for each operand the names of its axes; those of an ellipsis are characters of private use
 * @param output the names of the axes of the result
 * @param extents of all names
 */
record EinsumEquation(
    List<List<Character>> operands, List<Character> output, Map<Character, Integer> extents) {

  /** Stands for an axis of extent 1. */
  static final char ONE = '\uE000';

  /** The last axis of an ellipsis; those before it count down from here. */
  private static final char LAST_OF_ELLIPSIS = '\uF000';

  private static final String ELLIPSIS = "...";

  static EinsumEquation parse(String text, List<int[]> shapes) {
    String[] sides = text.replace(" ", "").split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    if (sides.length > 2 || inputs.length != shapes.size()) {
      throw ProductChecks.einsum(
          text, shapes, "one list of names for each operand, and one -> at most");
    }
    List<List<Character>> operands = new ArrayList<>();
    int ellipsis = 0;
    for (int i = 0; i < inputs.length; i++) {
      List<Character> names = names(text, shapes, inputs[i], shapes.get(i).length);
      operands.add(names);
      ellipsis = Math.max(ellipsis, shapes.get(i).length - written(inputs[i]));
    }
    List<Character> output = sides.length == 2
        ? names(text, shapes, sides[1], written(sides[1]) + (hasEllipsis(sides[1]) ? ellipsis : 0))
        : implicitOutput(operands, ellipsis);
    Map<Character, Integer> extents = extents(text, shapes, operands);
    if (output.stream().distinct().count() != output.size()
        || !extents.keySet().containsAll(output)) {
      throw ProductChecks.einsum(text, shapes, "output names that the operands have, each once");
    }
    return new EinsumEquation(operands, output, extents);
  }

  private static boolean hasEllipsis(String names) {
    return names.contains(ELLIPSIS);
  }

  /** The number of names written out. */
  private static int written(String names) {
    return names.length() - (hasEllipsis(names) ? ELLIPSIS.length() : 0);
  }

  private static List<Character> names(String text, List<int[]> shapes, String names, int rank) {
    int hidden = rank - written(names);
    boolean fits = hasEllipsis(names) ? hidden >= 0 : hidden == 0;
    List<Character> result = new ArrayList<>();
    for (int i = 0; fits && i < names.length(); i++) {
      if (names.startsWith(ELLIPSIS, i)) {
        for (int axis = hidden - 1; axis >= 0; axis--) {
          result.add((char) (LAST_OF_ELLIPSIS - axis));
        }
        i += ELLIPSIS.length() - 1;
      } else {
        char name = names.charAt(i);
        fits = name >= 'a' && name <= 'z' || name >= 'A' && name <= 'Z';
        result.add(name);
      }
    }
    if (!fits) {
      throw ProductChecks.einsum(text, shapes, "a letter for each axis, or an ellipsis");
    }
    return result;
  }

  /** The axes of the ellipsis, then all names that occur once, in the order of the alphabet. */
  private static List<Character> implicitOutput(List<List<Character>> operands, int ellipsis) {
    Map<Character, Integer> counts = new TreeMap<>();
    operands.forEach(names -> names.forEach(name -> counts.merge(name, 1, Integer::sum)));
    List<Character> output = new ArrayList<>();
    for (int axis = ellipsis - 1; axis >= 0; axis--) {
      output.add((char) (LAST_OF_ELLIPSIS - axis));
    }
    counts.forEach((name, count) -> {
      if (count == 1 && name < ONE) {
        output.add(name);
      }
    });
    return output;
  }

  /** The extent of each name; an extent of 1 broadcasts. */
  private static Map<Character, Integer> extents(
      String text, List<int[]> shapes, List<List<Character>> operands) {
    Map<Character, Integer> extents = new LinkedHashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      for (int axis = 0; axis < shapes.get(i).length; axis++) {
        char name = operands.get(i).get(axis);
        int extent = shapes.get(i)[axis];
        int known = extents.getOrDefault(name, 1);
        if (known != 1 && extent != 1 && known != extent) {
          throw ProductChecks.einsum(text, shapes, "equal extents, or 1, for equal names");
        }
        extents.put(name, known == 1 ? extent : known);
      }
    }
    return extents;
  }
}
