package cycloid.cli;

import cycloid.study.markup.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of a command: switches ({@code --quick}) and values ({@code --out DIR} or {@code --out=DIR}).
 * Every command has {@code --help} as well.
 */
final class Options {
  private final List<Option> options = new ArrayList<>();
  private Option argument;

  /** An option; a switch has no value name. */
  private record Option(String name, String valueName, String summary) {
    String form() {
      return valueName.isEmpty() ? name : name + " " + valueName;
    }
  }

  Options() {
    options.add(new Option("--help", "", "say this"));
  }

  /** Adds an option that is there or not. */
  Options flag(String name, String summary) {
    options.add(options.size() - 1, new Option(name, "", summary));
    return this;
  }

  /** Adds an option with a value. */
  Options value(String name, String valueName, String summary) {
    options.add(options.size() - 1, new Option(name, valueName, summary));
    return this;
  }

  /** Adds a word that is not an option and may be left out; it is found under its name. */
  Options argument(String name, String summary) {
    argument = new Option(name, "", summary);
    return this;
  }

  /** Returns the forms of all options, as in {@code [--quick] [--out DIR] [--help]}. */
  String forms() {
    StringBuilder forms = new StringBuilder();
    for (Option option : options) {
      forms.append(forms.length() == 0 ? "[" : " [").append(option.form()).append(']');
    }
    if (argument != null) {
      forms.append(" [").append(argument.name()).append(']');
    }
    return forms.toString();
  }

  /** Returns one line for each option. */
  String help() {
    StringBuilder help = new StringBuilder();
    int width = all().stream().mapToInt(option -> option.form().length()).max().orElse(0) + 1;
    for (Option option : all()) {
      help.append(String.format("  %-" + width + "s %s%n", option.form(), option.summary()));
    }
    return help.toString();
  }

  private List<Option> all() {
    List<Option> all = new ArrayList<>(options);
    if (argument != null) {
      all.add(argument);
    }
    return all;
  }

  /** Reads the words after the command's name. */
  Given read(List<String> words) throws UsageException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (argument != null && !word.startsWith("-") && !values.containsKey(argument.name())) {
        values.put(argument.name(), word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      Option option = find(equals < 0 ? word : word.substring(0, equals));
      if (option.valueName().isEmpty()) {
        if (equals >= 0) {
          throw new UsageException("option " + option.name() + " takes no value; got " + word);
        }
        values.put(option.name(), "");
      } else {
        String value =
            equals >= 0 ? word.substring(equals + 1) : i + 1 < words.size() ? words.get(++i) : "";
        if (value.isEmpty() || equals < 0 && value.startsWith("--")) {
          throw new UsageException("option " + option.name() + " needs a value: " + option.form());
        }
        values.put(option.name(), value);
      }
    }
    return new Given(values);
  }

  private Option find(String name) throws UsageException {
    for (Option option : options) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    throw new UsageException(
        (name.startsWith("-") ? "unknown option " : "unexpected argument ") + name);
  }

  /** The options of one call. */
  record Given(Map<String, String> values) {
    boolean has(String flag) {
      return values.containsKey(flag);
    }

    String value(String name, String otherwise) {
      return values.getOrDefault(name, otherwise);
    }

    /** The value as a number in [least, most]. */
    double number(String name, String otherwise, double least, double most) throws UsageException {
      String text = value(name, otherwise);
      try {
        double number = Double.parseDouble(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Answered below, as a number out of range is.
      }
      throw new UsageException("option " + name + " must be a number in [" + Numbers.plain(least)
          + ", " + Numbers.plain(most) + "]; got " + text);
    }

    /** The value as a whole number in [least, most]. */
    int count(String name, String otherwise, int least, int most) throws UsageException {
      double number = number(name, otherwise, least, most);
      if (number != Math.rint(number)) {
        throw new UsageException(
            "option " + name + " must be a whole number; got " + value(name, otherwise));
      }
      return (int) number;
    }
  }
}
