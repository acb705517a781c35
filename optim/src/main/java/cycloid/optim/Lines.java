package cycloid.optim;

import cycloid.simd.Equation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements of an update, in order, some of which take part only under a condition: {@code "momentum !nesterov"}
 * means momentum is not 0 and nesterov is. So a rule with all its variants reads as one table, and each variant is one
 * equation, compiled into one pass.
 */
final class Lines {
  static final Lines NONE = new Lines(List.of());

  private final List<Line> lines;
  private final List<String> switches;

  /**
   * Statements with their condition.
   *
   * @param on hyper-parameters that must not be 0
   * @param off hyper-parameters that must be 0
   * @param text one or more statements
   */
  private record Line(List<String> on, List<String> off, String text) {
    boolean takesPart(Predicate<String> isOn) {
      return on.stream().allMatch(isOn) && off.stream().noneMatch(isOn);
    }
  }

  private Lines(List<Line> lines) {
    this.lines = List.copyOf(lines);
    Set<String> names = new LinkedHashSet<>();
    for (Line line : lines) {
      names.addAll(line.on);
      names.addAll(line.off);
    }
    this.switches = List.copyOf(names);
  }

  /** These lines and one more piece of text, which is read at once to find its errors early. */
  Lines and(String condition, String text) {
    Equation.parse(text);
    List<String> on = new ArrayList<>();
    List<String> off = new ArrayList<>();
    for (String word : condition.isBlank() ? new String[0] : condition.trim().split("\\s+")) {
      if (word.startsWith("!")) {
        off.add(word.substring(1));
      } else {
        on.add(word);
      }
    }
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(List.copyOf(on), List.copyOf(off), text.strip()));
    return new Lines(more);
  }

  /** These lines after others. */
  Lines after(Lines first) {
    List<Line> all = new ArrayList<>(first.lines);
    all.addAll(lines);
    return new Lines(all);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The hyper-parameters whose being 0 or not decides which lines take part. */
  List<String> switches() {
    return switches;
  }

  /** The equation of one variant. */
  Equation equation(Predicate<String> isOn) {
    return equationOf(lines.stream().filter(line -> line.takesPart(isOn)));
  }

  /** All lines, one after the other, whatever their conditions: to see what they name. */
  Equation everyLine() {
    return equationOf(lines.stream());
  }

  private static Equation equationOf(Stream<Line> lines) {
    return Equation.parse(lines.map(Line::text).collect(Collectors.joining("\n")));
  }
}
