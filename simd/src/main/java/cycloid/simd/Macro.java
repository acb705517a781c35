package cycloid.simd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions of the language that are short for other formulas; reading an equation writes them out. */
enum Macro {
  /** The inner product over the lanes. */
  DOT("dot", 2, "sum(a * b)"),
  /** The Euclidean norm over the lanes. */
  NORM("norm", 1, "sqrt(sum(a * a))");

  private static final Map<String, Macro> MACROS = new TreeMap<>();

  static {
    for (Macro macro : values()) {
      MACROS.put(macro.call, macro);
    }
  }

  private final String call;
  private final int arity;
  private final String body;

  Macro(String call, int arity, String body) {
    this.call = call;
    this.arity = arity;
    this.body = body;
  }

  static boolean exists(String name) {
    return MACROS.containsKey(name);
  }

  static List<String> names() {
    return List.copyOf(MACROS.keySet());
  }

  static int arity(String name) {
    return MACROS.get(name).arity;
  }

  /** The written-out formula; null where the name or the number of arguments is not a macro's. */
  static Expression expand(String name, List<Expression> arguments) {
    Macro macro = MACROS.get(name);
    if (macro == null || macro.arity != arguments.size()) {
      return null;
    }
    Map<String, Expression> operands = new HashMap<>();
    for (int i = 0; i < macro.arity; i++) {
      operands.put(String.valueOf((char) ('a' + i)), arguments.get(i).asNumber());
    }
    return Expression.parse(macro.body).substitute(operands);
  }
}
