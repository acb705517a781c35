package cycloid.cli;

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

  /** Returns the forms of all options, as in {@code [--quick] [--out DIR] [--help]}. */
  String forms() {
    StringBuilder forms = new StringBuilder();
    for (Option option : options) {
      forms.append(forms.length() == 0 ? "[" : " [").append(option.form()).append(']');
    }
    return forms.toString();
  }

  /** Returns one line for each option. */
  String help() {
    StringBuilder help = new StringBuilder();
    for (Option option : options) {
      help.append(String.format("  %-12s %s%n", option.form(), option.summary()));
    }
    return help.toString();
  }

  /** Reads the words after the command's name. */
  Given read(List<String> words) throws UsageException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
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
  }
}
