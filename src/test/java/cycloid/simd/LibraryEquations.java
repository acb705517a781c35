package cycloid.simd;

import cycloid.optim.Optimizers;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import cycloid.tensor.RowFunctions;
import cycloid.tensor.Rowwise;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every equation of the library by a name. */
final class LibraryEquations {
  private final Map<String, Equation> equations = new LinkedHashMap<>();
  private final Set<Equation> known = new HashSet<>();

  private LibraryEquations() {}

  /** Operations, functions, what derivatives they have, update rules, and a chain that runs in parts. */
  static Map<String, Equation> all() throws IllegalAccessException {
    LibraryEquations all = new LibraryEquations();
    all.addOperations(true);
    all.addFunctions();
    all.addOptimizers();
    all.addChain();
    all.equations.put(
        "GELU and its slope", Equation.parse("v = gelu(z + b); s = geluslope(z + b)"));
    return all.equations;
  }

  /** Operations, functions of rows, a rule with several results: every lane function, and every kind of loop. */
  static Map<String, Equation> withoutDerivatives() throws IllegalAccessException {
    LibraryEquations all = new LibraryEquations();
    all.addOperations(false);
    all.addRowFunctions(false);
    all.equations.put("AdamW", Optimizers.named("AdamW").equations().get(0));
    all.addChain();
    return all.equations;
  }

  /** Every operation of the language, and its derivative to each operand. */
  private void addOperations(boolean derivatives) {
    for (Operation operation : Operation.values()) {
      boolean callable = switch (operation.kind()) {
        case INFIX, PREFIX, FUNCTION, COMPARISON, TEST, SELECTION -> true;
        default -> false;
      };
      if (callable) {
        Expression[] names = {
          Expression.variable("a"), Expression.variable("b"), Expression.variable("c")
        };
        Expression y = Expression.of(operation, Arrays.copyOf(names, operation.arity()));
        add(operation.name(), y);
        if (derivatives && operation != Operation.TETRAGAMMA) {
          y.names().forEach(name -> add(operation.name() + " to " + name, y.derivative(name)));
        }
      }
    }
  }

  /** Every function of the tensor module: elementwise ones with their derivatives, and those of rows. */
  private void addFunctions() throws IllegalAccessException {
    for (Field field : Functions.class.getFields()) {
      if (field.get(null) instanceof Elementwise f) {
        Expression y = f.equation().expression(Elementwise.OUTPUT);
        add(field.getName(), y);
        f.operands()
            .forEach(operand -> add(field.getName() + " to " + operand, f.partial(operand)));
      }
    }
    addRowFunctions(true);
  }

  private void addRowFunctions(boolean derivatives) throws IllegalAccessException {
    for (Field field : RowFunctions.class.getFields()) {
      if (field.get(null) instanceof Rowwise f) {
        Expression y = f.equation().expression(Rowwise.RESULT);
        add(field.getName(), y);
        if (!derivatives) {
          continue;
        }
        Set<String> lanes = new LinkedHashSet<>(List.of("a", "b", "x", "p"));
        List<Expression> g = List.of(Expression.variable("g"));
        RowDerivative.pullback(List.of(y), g, lanes, List.copyOf(y.names()))
            .forEach((name, gradient) -> add(field.getName() + " pullback " + name, gradient));
      }
    }
  }

  private void addOptimizers() {
    Optimizers.all().forEach(rule -> {
      for (int i = 0; i < rule.equations().size(); i++) {
        equations.put(rule.name() + " " + i, rule.equations().get(i));
      }
    });
  }

  private void addChain() {
    Expression chain = Expression.variable("a");
    for (int i = 0; i < 400; i++) {
      Operation operation = i % 2 == 0 ? Operation.MUL : Operation.ADD;
      chain = Expression.of(operation, chain, Expression.variable("b"));
    }
    add("a chain of 400 operations", chain);
  }

  private void add(String name, Expression formula) {
    Equation equation = Equation.of(Map.of("result", formula));
    if (!formula.names().isEmpty() && known.add(equation)) {
      equations.put(name, equation);
    }
  }
}
