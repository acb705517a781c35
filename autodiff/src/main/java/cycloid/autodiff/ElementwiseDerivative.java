package cycloid.autodiff;

import cycloid.simd.Expression;
import cycloid.tensor.Elementwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The derivative of one elementwise function, as elementwise functions again: made once from its equation, then kept.
 *
 * <p>The product with g (or the sum of products with tangents) is part of the new equation, so that it runs as one fused
 * kernel; and because the result is an elementwise function like any other, it has a derivative too.
 */
final class ElementwiseDerivative {
  private static final WeakCache<Elementwise, ElementwiseDerivative> CACHE =
      new WeakCache<>(ElementwiseDerivative::new);

  private static final Expression PRODUCT = Expression.parse("g * partial");
  private static final Expression SUM = Expression.parse("a + b");

  private final String name;
  private final List<String> operands;
  private final List<String> scalars;
  private final List<Expression> partials = new ArrayList<>();
  private final Fused[] pullbacks;
  private final long[] reads;
  private final Map<Long, Fused> pushforwards = new ConcurrentHashMap<>();

  /** The derivative of a function, which stays as long as the function does. */
  static ElementwiseDerivative of(Elementwise f) {
    return CACHE.get(f);
  }

  // Nothing here may refer to f itself, or the cache would never let go of it.
  private ElementwiseDerivative(Elementwise f) {
    name = f.name();
    operands = f.operands();
    scalars = f.scalars();
    for (String operand : operands) {
      partials.add(f.partial(operand).simplify());
    }
    pullbacks = new Fused[operands.size()];
    reads = new long[operands.size()];
    for (int i = 0; i < pullbacks.length; i++) {
      if (!isZero(i)) {
        pullbacks[i] = fused(name + ".pullback", List.of(new Term(i, "g", 0)));
        reads[i] = pullbacks[i].reads(operands.size());
      }
    }
  }

  /** Whether dy/d(operand) is zero everywhere. */
  boolean isZero(int operand) {
    return partials.get(operand) == Expression.constant(0);
  }

  /** What the derivative for the active operands reads; see {@link Operation#keeps}. */
  long keeps(long active) {
    long keeps = 0;
    for (int i = 0; i < reads.length; i++) {
      keeps |= (active >>> i & 1) == 0 ? 0 : reads[i];
    }
    return keeps;
  }

  /** g * dy/d(operand). */
  Fused pullback(int operand) {
    return pullbacks[operand];
  }

  /** The sum of dy/d(operand) * d(operand) over the operands that have a tangent. */
  Fused pushforward(Variable[] tangents) {
    long active = 0;
    for (int i = 0; i < tangents.length; i++) {
      active |= tangents[i] == null ? 0 : 1L << i;
    }
    Fused known = pushforwards.get(active);
    if (known == null) {
      List<Term> terms = new ArrayList<>();
      for (int i = 0; i < tangents.length; i++) {
        if (tangents[i] != null) {
          terms.add(new Term(i, "d" + operands.get(i), i));
        }
      }
      known = fused(name + ".pushforward", terms);
      pushforwards.put(active, known);
    }
    return known;
  }

  /** The product of dy/d(operand) with an argument, which gets a name like the one wished for. */
  private record Term(int operand, String name, int argument) {}

  /** The sum of terms as one function: of the operands that it reads, the result if it does, and the arguments. */
  private Fused fused(String name, List<Term> terms) {
    Set<String> taken = new LinkedHashSet<>(scalars);
    terms.forEach(term -> taken.addAll(partials.get(term.operand).names()));
    List<String> names = new ArrayList<>();
    List<Integer> sources = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (taken.contains(operands.get(i))) {
        names.add(operands.get(i));
        sources.add(i);
      }
    }
    Map<String, Expression> renamed = new HashMap<>();
    if (taken.contains(Elementwise.OUTPUT)) {
      names.add(fresh(taken, "result"));
      sources.add(Fused.RESULT);
      renamed.put(Elementwise.OUTPUT, Expression.variable(names.get(names.size() - 1)));
    }
    Expression sum = Expression.constant(0);
    for (Term term : terms) {
      names.add(fresh(taken, term.name));
      sources.add(Fused.ARGUMENT + term.argument);
      Expression argument = Expression.variable(names.get(names.size() - 1));
      Expression partial = partials.get(term.operand).substitute(renamed);
      Expression product = PRODUCT.substitute(Map.of("g", argument, "partial", partial));
      sum = SUM.substitute(Map.of("a", sum, "b", product)).simplify();
    }
    boolean identity = names.size() == 1 && sum == Expression.variable(names.get(0));
    int[] positions = sources.stream().mapToInt(Integer::intValue).toArray();
    return new Fused(identity ? null : Elementwise.of(name, names, scalars, sum), positions);
  }

  /** A name that is not taken yet; it is from now on. */
  private static String fresh(Set<String> taken, String wish) {
    String name = wish;
    for (int i = 1; name.equals(Elementwise.OUTPUT) || !taken.add(name); i++) {
      name = wish + i;
    }
    return name;
  }

  /**
   * A function of operands, result, and cotangent or tangents.
   *
   * @param function what to apply; null for the argument itself
   * @param sources for each operand of the function where it comes from: the position of an operand, {@link #RESULT}, or
   *     {@link #ARGUMENT} and more
   */
  record Fused(Elementwise function, int[] sources) {
    static final int RESULT = 62;
    static final int ARGUMENT = 63;

    /** What is read at a node; see {@link Operation#keeps}. */
    long reads(int operands) {
      long reads = 0;
      for (int source : sources) {
        reads |= source == RESULT ? Operation.RESULT : source < operands ? 1L << source : 0;
      }
      return reads;
    }

    Variable apply(double[] scalars, Node at, Variable... arguments) {
      if (function == null) {
        return arguments[sources[0] - ARGUMENT];
      }
      Variable[] operands = new Variable[sources.length];
      for (int i = 0; i < sources.length; i++) {
        int source = sources[i];
        operands[i] = source >= ARGUMENT
            ? arguments[source - ARGUMENT]
            : source == RESULT ? at.result() : at.operand(source);
      }
      return operands[0].elementwise(function, scalars, List.of(operands));
    }
  }
}
