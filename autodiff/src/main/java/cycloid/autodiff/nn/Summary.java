package cycloid.autodiff.nn;

import cycloid.tensor.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A module as a table: one line for each part, indented by depth, with what it learns. */
final class Summary {
  private final List<String[]> lines = new ArrayList<>();

  private Summary() {}

  static String of(Module module) {
    Summary summary = new Summary();
    summary.add("", "", module);
    String total = String.format(Locale.ROOT, "%,d parameters", module.parameterCount());
    return summary.text() + total + "\n";
  }

  private void add(String indent, String name, Module module) {
    String shapes = module.ownParameters().entrySet().stream()
        .map(own -> own.getKey() + " " + Shapes.text(own.getValue().shape()))
        .collect(Collectors.joining(", "));
    long count = module.ownParameters().values().stream()
        .mapToLong(parameter -> parameter.value().size())
        .sum();
    lines.add(new String[] {
      indent + (name.isEmpty() ? "" : name + ": ") + module.title(),
      count == 0 ? "" : String.format(Locale.ROOT, "%,d", count),
      shapes
    });
    for (Map.Entry<String, Module> child : module.children().entrySet()) {
      add(indent + "  ", child.getKey(), child.getValue());
    }
  }

  private String text() {
    int first = lines.stream().mapToInt(line -> line[0].length()).max().orElse(0);
    int second = lines.stream().mapToInt(line -> line[1].length()).max().orElse(0);
    String form = "%-" + first + "s  %" + Math.max(1, second) + "s  %s";
    return lines.stream()
        .map(line -> String.format(form, (Object[]) line).stripTrailing() + "\n")
        .collect(Collectors.joining());
  }
}
