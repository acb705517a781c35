package cycloid.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sums of products over named axes, carried out as matrix products.
 *
 * <ul>
 *   <li>Each operand alone: repeated names become diagonals, and axes that nobody else has are summed.
 *   <li>Then pairs, always the one with the fewest multiplications: names of both that are still needed are batch axes,
 *       names of both that are not are summed by the matrix product, and all others are its rows and columns.
 * </ul>
 *
 * @param <A> the kind of array
 */
final class Einsum<A extends Array<A>> {

  /** An array and the names of its axes, all different. */
  private record Term<A>(A array, List<Character> names) {}

  private final EinsumEquation equation;
  private final Map<Character, Integer> extents = new HashMap<>();
  private final List<Term<A>> terms = new ArrayList<>();

  private Einsum(EinsumEquation equation) {
    this.equation = equation;
  }

  static <A extends Array<A>> A of(String text, List<A> operands) {
    EinsumEquation equation =
        EinsumEquation.parse(text, operands.stream().map(Primitives::shape).toList());
    Einsum<A> einsum = new Einsum<>(equation);
    einsum.extents.putAll(equation.extents());
    for (int i = 0; i < operands.size(); i++) {
      einsum.terms.add(einsum.distinct(operands.get(i), equation.operands().get(i)));
    }
    return einsum.contracted();
  }

  private A contracted() {
    terms.replaceAll(this::summedAlone);
    while (terms.size() > 1) {
      int[] pair = cheapestPair();
      Term<A> second = terms.remove(pair[1]);
      Term<A> first = terms.remove(pair[0]);
      terms.add(product(first, second, needed(List.of())));
    }
    Term<A> last = summedAlone(terms.get(0));
    int[] order = equation.output().stream().mapToInt(last.names::indexOf).toArray();
    return last.array.permute(order);
  }

  // ---- one operand

  /** Axes of extent 1 that broadcast dropped, and repeated names as diagonals. */
  private Term<A> distinct(A operand, List<Character> names) {
    A array = operand;
    List<Character> left = new ArrayList<>(names);
    for (int axis = left.size() - 1; axis >= 0; axis--) {
      if (array.size(axis) == 1 && extents.get(left.get(axis)) != 1) {
        array = array.squeeze(axis);
        left.remove(axis);
      }
    }
    for (int second = repeated(left); second >= 0; second = repeated(left)) {
      int first = left.indexOf(left.get(second));
      array = array.diagonal(0, first, second);
      left.add(left.get(second));
      left.remove(second);
      left.remove(first);
    }
    return new Term<>(array, left);
  }

  /** The first axis with the name of an earlier one, or -1. */
  private static int repeated(List<Character> names) {
    for (int axis = 0; axis < names.size(); axis++) {
      if (names.indexOf(names.get(axis)) < axis) {
        return axis;
      }
    }
    return -1;
  }

  /** The term with those axes summed that neither another term nor the output has. */
  private Term<A> summedAlone(Term<A> term) {
    Set<Character> needed = needed(List.of(term));
    List<Character> names = new ArrayList<>(term.names);
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < term.names.size(); axis++) {
      if (!needed.contains(term.names.get(axis))) {
        axes.add(axis);
        names.remove(term.names.get(axis));
      }
    }
    int[] summed = axes.stream().mapToInt(Integer::intValue).toArray();
    return summed.length == 0 ? term : new Term<>(term.array.sum(summed), names);
  }

  /** The names that the output or a term, but for those given, has. */
  private Set<Character> needed(List<Term<A>> without) {
    Set<Character> needed = new LinkedHashSet<>(equation.output());
    for (Term<A> term : terms) {
      if (without.stream().noneMatch(given -> given == term)) {
        needed.addAll(term.names);
      }
    }
    return needed;
  }

  // ---- two operands

  private int[] cheapestPair() {
    int[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < terms.size(); i++) {
      for (int j = i + 1; j < terms.size(); j++) {
        Set<Character> names = new LinkedHashSet<>(terms.get(i).names);
        names.addAll(terms.get(j).names);
        double multiplications = count(names);
        if (best == null || multiplications < least) {
          least = multiplications;
          best = new int[] {i, j};
        }
      }
    }
    return best;
  }

  private Term<A> product(Term<A> a, Term<A> b, Set<Character> needed) {
    List<Character> batch = common(a.names, b.names, needed, true);
    List<Character> summed = common(a.names, b.names, needed, false);
    List<Character> rows = rest(a.names, b.names);
    List<Character> columns = rest(b.names, a.names);
    List<Character> names = joined(batch, rows, columns);
    A product;
    if (summed.isEmpty()) {
      A left = arranged(a, joined(batch, rows)).reshape(shape(batch, rows, ones(columns)));
      A right = arranged(b, joined(batch, columns)).reshape(shape(batch, ones(rows), columns));
      product = left.mul(right);
    } else if (rows.isEmpty() && columns.isEmpty()) {
      A left = arranged(a, joined(batch, summed)).reshape(size(batch), size(summed));
      A right = arranged(b, joined(batch, summed)).reshape(size(batch), size(summed));
      product = batch.isEmpty()
          ? left.reshape(size(summed)).matmul(right.reshape(size(summed)))
          : left.mul(right).sum(1);
    } else {
      product = matrixProduct(a, b, batch, summed, rows, columns);
    }
    return new Term<>(product.reshape(shape(names)), names);
  }

  private A matrixProduct(
      Term<A> a,
      Term<A> b,
      List<Character> batch,
      List<Character> summed,
      List<Character> rows,
      List<Character> columns) {
    A left = arranged(a, joined(batch, rows, summed));
    A right = arranged(b, joined(batch, summed, columns));
    if (batch.isEmpty()) {
      return left.reshape(size(rows), size(summed))
          .matmul(right.reshape(size(summed), size(columns)));
    }
    return left.reshape(size(batch), size(rows), size(summed))
        .matmul(right.reshape(size(batch), size(summed), size(columns)));
  }

  private A arranged(Term<A> term, List<Character> names) {
    return term.array.permute(names.stream().mapToInt(term.names::indexOf).toArray());
  }

  private static List<Character> common(
      List<Character> a, List<Character> b, Set<Character> needed, boolean isNeeded) {
    return a.stream()
        .filter(x -> b.contains(x) && needed.contains(x) == isNeeded)
        .toList();
  }

  private static List<Character> rest(List<Character> a, List<Character> b) {
    return a.stream().filter(x -> !b.contains(x)).toList();
  }

  @SafeVarargs
  private static List<Character> joined(List<Character>... lists) {
    List<Character> result = new ArrayList<>();
    for (List<Character> list : lists) {
      result.addAll(list);
    }
    return result;
  }

  // ---- extents

  private double count(Set<Character> names) {
    double count = 1;
    for (Character name : names) {
      count *= extents.get(name);
    }
    return count;
  }

  private int size(List<Character> names) {
    return Shapes.size("einsum", shape(names));
  }

  private static List<Character> ones(List<Character> names) {
    return names.stream().map(name -> EinsumEquation.ONE).toList();
  }

  @SafeVarargs
  private int[] shape(List<Character>... names) {
    return joined(names).stream()
        .mapToInt(name -> name == EinsumEquation.ONE ? 1 : extents.get(name))
        .toArray();
  }
}
