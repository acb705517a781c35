import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Expands {@code X.java.template} files: one author writes an algorithm, and the float and the double class, the scalar
 * and the vector class, are derived from it.
 *
 * <p>Usage: {@code java Templates.java SOURCE_FOLDER OUTPUT_FOLDER}. A template is Java with
 *
 * <pre>
 *   //#generate FloatLanes FLOAT SCALAR     one line per class: its name and its flags
 *   //#if FLAG ...   //#if !FLAG ...        kept when all named flags are set (or, with !, not set); nestable
 *   //#else   //#end
 *   //#foreach unary ... //#end             repeated for each lane function of a kind, see {@link LaneFunction}
 *   //#repeat $i$ 1 3 ... //#end            repeated for $i$ = 1, 2 (below 3); a bound may be a token; nestable
 *   $Name$  $type$ $Type$ $bits$ $Bits$ $Boxbits$  $V$ $M$ $I$  $f$  $F32$    see {@link #tokens}
 *   $NAME$                                  the value of a flag NAME=VALUE
 * </pre>
 */
final class Templates {
  private static final Pattern DIRECTIVE =
      Pattern.compile("\\s*//#(generate|if|else|end|foreach|repeat)\\b(.*)");

  public static void main(String[] arguments) throws IOException {
    Path source = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    if (!Files.isDirectory(source)) {
      return;
    }
    List<Path> templates;
    try (Stream<Path> files = Files.walk(source)) {
      templates = files
          .filter(file -> file.toString().endsWith(".java.template"))
          .sorted()
          .toList();
    }
    List<LaneFunction> functions = new ArrayList<>();
    for (Path template : templates) {
      if (template.getFileName().toString().equals("Lanes.java.template")) {
        functions.addAll(LaneFunction.in(Files.readAllLines(template)));
      }
    }
    Set<Path> written = new TreeSet<>();
    for (Path template : templates) {
      Path folder = output.resolve(source.relativize(template.getParent()));
      expand(template, folder, functions, written);
    }
    deleteAllBut(written, output);
  }

  /** Deletes what a template that is gone once gave. */
  private static void deleteAllBut(Set<Path> written, Path output) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.walk(output)) {
      old = files
          .filter(file -> file.toString().endsWith(".java") && !written.contains(file))
          .toList();
    }
    for (Path file : old) {
      Files.delete(file);
    }
  }

  private static void expand(
      Path template, Path folder, List<LaneFunction> functions, Set<Path> written)
      throws IOException {
    List<String> lines = Files.readAllLines(template);
    boolean generates = false;
    for (String line : lines) {
      Matcher directive = DIRECTIVE.matcher(line);
      if (directive.matches() && directive.group(1).equals("generate")) {
        String[] words = directive.group(2).trim().split("\\s+");
        generates = true;
        Set<String> flags = new TreeSet<>(List.of(words).subList(1, words.length));
        String text = new Expansion(template, lines, words[0], flags, functions).text();
        Path file = folder.resolve(words[0] + ".java");
        write(file, text);
        written.add(file);
      }
    }
    if (!generates) {
      throw new IllegalArgumentException(
          template + ": a template must have a line //#generate NAME FLAGS");
    }
  }

  /** Leaves an unchanged file alone, so that an incremental build has nothing to do. */
  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  /**
   * A lane function, found in the lanes' template: a static method, not private and not marked {@code // internal}, whose
   * parameters are all values {@code $V$}, or conditions {@code $M$}.
   *
   * <p>Kinds: {@code unary}, {@code binary}, {@code ternary} take values and give a value; {@code comparison} takes two
   * values and gives a condition, {@code test} one; {@code connective1} and {@code connective2} take conditions and give
   * one; {@code selection} takes a condition and two values; {@code number} makes a value of a condition.
   */
  private record LaneFunction(String kind, String name) {
    private static final Pattern METHOD =
        Pattern.compile("\\s*static (\\$[VM]\\$) (\\w+)\\(((?:\\$[VM]\\$ \\w+(?:, )?)+)\\) \\{.*");
    private static final Map<String, String> KINDS = Map.of(
        "V->V", "unary",
        "VV->V", "binary",
        "VVV->V", "ternary",
        "VV->M", "comparison",
        "V->M", "test",
        "M->M", "connective1",
        "MM->M", "connective2",
        "MVV->V", "selection",
        "M->V", "number");

    static List<LaneFunction> in(List<String> lines) {
      Map<String, LaneFunction> found = new java.util.LinkedHashMap<>();
      for (int i = 0; i < lines.size(); i++) {
        Matcher method = METHOD.matcher(lines.get(i));
        boolean internal = i > 0 && lines.get(i - 1).trim().equals("// internal");
        if (method.matches() && !internal) {
          String signature = method.group(3).replaceAll("\\$([VM])\\$ \\w+(, )?", "$1") + "->"
              + method.group(1).charAt(1);
          String kind = KINDS.get(signature);
          if (kind != null) {
            found.put(method.group(2), new LaneFunction(kind, method.group(2)));
          }
        }
      }
      return List.copyOf(found.values());
    }

    /** {@code logSigmoid} gives {@code LOG_SIGMOID}, {@code log1p} {@code LOG1P}, {@code isNaN} {@code IS_NAN}. */
    String constant() {
      return name.replace("NaN", "Nan")
          .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
          .toUpperCase(java.util.Locale.ROOT);
    }
  }

  /** One class made from a template. */
  private static final class Expansion {
    private final Path template;
    private final List<String> lines;
    private final Set<String> flags;
    private final List<LaneFunction> functions;
    private final Map<String, String> tokens;
    private final StringBuilder out = new StringBuilder();
    private int at;

    Expansion(
        Path template,
        List<String> lines,
        String name,
        Set<String> flags,
        List<LaneFunction> functions) {
      this.template = template;
      this.lines = lines;
      this.flags = flags;
      this.functions = functions;
      this.tokens = tokens(name, flags);
    }

    String text() {
      out.append("// Generated from ").append(template.getFileName()).append(". Do not edit.\n");
      block(true, Map.of());
      if (at < lines.size()) {
        throw error("//#end without //#if, //#foreach or //#repeat");
      }
      return out.toString();
    }

    /** Copies lines until the {@code else} or {@code end} of this block, or the end of the file, and says which. */
    private String block(boolean keep, Map<String, String> loop) {
      while (at < lines.size()) {
        String line = lines.get(at);
        Matcher directive = DIRECTIVE.matcher(line);
        if (!directive.matches()) {
          at++;
          if (keep) {
            out.append(substitute(line, loop)).append('\n');
          }
          continue;
        }
        switch (directive.group(1)) {
          case "generate" -> at++;
          case "if" -> {
            at++;
            boolean holds = holds(directive.group(2).trim());
            String end = block(keep && holds, loop);
            if (end.equals("else")) {
              at++;
              end = block(keep && !holds, loop);
            }
            close(end);
          }
          case "foreach" -> {
            at++;
            foreach(directive.group(2).trim(), keep, loop);
          }
          case "repeat" -> {
            at++;
            repeat(substitute(directive.group(2).trim(), loop).split("\\s+"), keep, loop);
          }
          default -> {
            return directive.group(1);
          }
        }
      }
      return "eof";
    }

    private void foreach(String kind, boolean keep, Map<String, String> loop) {
      int start = at;
      String end = block(false, loop);
      int after = at;
      if (keep) {
        for (LaneFunction function : functions) {
          if (function.kind().equals(kind)) {
            at = start;
            block(true, Map.of("$op$", function.name(), "$OP$", function.constant()));
          }
        }
      }
      at = after;
      close(end);
    }

    private void repeat(String[] words, boolean keep, Map<String, String> loop) {
      int start = at;
      String end = block(false, loop);
      int after = at;
      if (keep) {
        Map<String, String> tokens = new HashMap<>(loop);
        for (int i = Integer.parseInt(words[1]); i < Integer.parseInt(words[2]); i++) {
          at = start;
          tokens.put(words[0], Integer.toString(i));
          block(true, tokens);
        }
      }
      at = after;
      close(end);
    }

    private void close(String end) {
      if (!end.equals("end")) {
        throw error("//#if, //#foreach or //#repeat without //#end");
      }
      at++;
    }

    private boolean holds(String condition) {
      for (String word : condition.split("\\s+")) {
        boolean wanted = !word.startsWith("!");
        if (flags.contains(wanted ? word : word.substring(1)) != wanted) {
          return false;
        }
      }
      return true;
    }

    private String substitute(String line, Map<String, String> loop) {
      if (line.indexOf('$') < 0) {
        return line;
      }
      String result = line;
      for (Map.Entry<String, String> token : loop.entrySet()) {
        result = result.replace(token.getKey(), token.getValue());
      }
      for (Map.Entry<String, String> token : tokens.entrySet()) {
        result = result.replace(token.getKey(), token.getValue());
      }
      return result;
    }

    private IllegalArgumentException error(String what) {
      return new IllegalArgumentException(template + ":" + (at + 1) + ": " + what);
    }
  }

  private static Map<String, String> tokens(String name, Set<String> flags) {
    boolean single = flags.contains("FLOAT");
    boolean vector = flags.contains("VECTOR");
    String type = single ? "float" : "double";
    String boxed = single ? "Float" : "Double";
    String bits = single ? "int" : "long";
    String boxedBits = single ? "Int" : "Long";
    Map<String, String> tokens = new HashMap<>();
    tokens.put("$Name$", name);
    tokens.put("$type$", type);
    tokens.put("$Type$", boxed);
    tokens.put("$bits$", bits);
    tokens.put("$Bits$", boxedBits);
    tokens.put("$Boxbits$", single ? "Integer" : "Long");
    tokens.put("$V$", vector ? boxed + "Vector" : type);
    tokens.put("$M$", vector ? "VectorMask<" + boxed + ">" : "boolean");
    tokens.put("$I$", vector ? boxedBits + "Vector" : bits);
    tokens.put("$f$", single ? "f" : "");
    tokens.put("$F32$", single ? "F32" : "F64");
    for (String flag : flags) {
      int equals = flag.indexOf('=');
      if (equals > 0) {
        tokens.put("$" + flag.substring(0, equals) + "$", flag.substring(equals + 1));
      }
    }
    return tokens;
  }

  private Templates() {}
}
