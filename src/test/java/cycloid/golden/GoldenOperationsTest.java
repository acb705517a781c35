package cycloid.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.Variable;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The whole vocabulary against PyTorch, NumPy and SciPy: values, special values, gradients, tangents, Hessian products
 * and higher derivatives of every case in ops.safetensors, or in the folder given by {@code -Dcycloid.golden}.
 *
 * <p>An operation that {@link Catalogue} does not know is a failure, by name. Each test prints what passed in which family.
 */
class GoldenOperationsTest {
  private static final List<GoldenCase> CASES = GoldenCase.all();

  // ---- values

  @Test
  void values() {
    Report report = new Report("values");
    for (GoldenCase c : CASES) {
      if (!c.attributes().flag("special")) {
        report.run(c, () -> {
          Catalogue.Result<Tensor> result = run(c, c.inputs());
          compareAll(c, result, c.outputs());
        });
      }
    }
    report.assertClean();
  }

  @Test
  void specialValues() {
    Report report = new Report("special values");
    for (GoldenCase c : CASES) {
      if (c.attributes().flag("special")) {
        report.run(c, () -> Special.compare(c, run(c, c.inputs()).values().get(0)));
      }
    }
    report.assertClean();
  }

  private static void compareAll(
      GoldenCase c, Catalogue.Result<Tensor> result, List<Tensor> expected) {
    assertEquals(expected.size(), result.values().size(), "number of results");
    for (int i = 0; i < expected.size(); i++) {
      String name = c.resultName("out", i);
      double tolerance = Tolerance.ofValue(c, result.family());
      Tolerance.compare(name, expected.get(i), result.values().get(i), tolerance);
    }
  }

  // ---- derivatives

  @Test
  void gradients() {
    Report report = new Report("gradients");
    for (GoldenCase c : CASES) {
      if (c.differentiated().length > 0) {
        report.run(c, () -> {
          List<Tensor> gradients = Autodiff.grad(weighted(c), moving(c, "in"));
          compareAll(c, "gin", gradients, Tolerance.ofGradient(c));
        });
      }
    }
    report.assertClean();
  }

  @Test
  void tangents() {
    Report report = new Report("tangents");
    for (GoldenCase c : CASES) {
      if (c.attributes().flag("second")) {
        report.run(c, () -> {
          for (int j = 0; j < c.outputs().size(); j++) {
            int result = j;
            String name = c.resultName("jvp", result);
            if (c.has(name)) {
              Tensor tangent = Autodiff.jvp(
                  xs -> run(c, among(c, xs)).values().get(result), moving(c, "in"), moving(c, "v"));
              Tolerance.compare(name, c.get(name), tangent, Tolerance.ofSecond(c));
            }
          }
        });
      }
    }
    report.assertClean();
  }

  @Test
  void hessianProducts() {
    Report report = new Report("Hessian products");
    for (GoldenCase c : CASES) {
      if (c.attributes().flag("second")) {
        report.run(c, () -> {
          List<Tensor> products = Autodiff.hvp(weighted(c), moving(c, "in"), moving(c, "v"));
          compareAll(c, "hvp", products, Tolerance.ofSecond(c));
        });
      }
    }
    report.assertClean();
  }

  /** The sum over results of gout * out, as a function of the inputs that move. */
  private static Function<List<Variable>, Variable> weighted(GoldenCase c) {
    return xs -> {
      List<Variable> results = run(c, among(c, xs)).values();
      Variable sum = null;
      for (int i = 0; i < results.size(); i++) {
        String name = c.resultName("gout", i);
        if (c.has(name)) {
          Variable term = results.get(i).mul(Variable.of(c.get(name))).sum();
          sum = sum == null ? term : sum.add(term);
        }
      }
      return sum;
    };
  }

  /** The tensors with a prefix that belong to the inputs that move. */
  private static List<Tensor> moving(GoldenCase c, String prefix) {
    return Arrays.stream(c.differentiated()).mapToObj(i -> c.get(prefix + i)).toList();
  }

  /** All inputs: those that move, and the others as constants. */
  private static List<Variable> among(GoldenCase c, List<Variable> moving) {
    List<Variable> all = new ArrayList<>(c.inputs().stream().map(Variable::of).toList());
    int[] differentiated = c.differentiated();
    for (int i = 0; i < differentiated.length; i++) {
      all.set(differentiated[i], moving.get(i));
    }
    return all;
  }

  private static void compareAll(GoldenCase c, String prefix, List<Tensor> got, double tolerance) {
    int[] differentiated = c.differentiated();
    for (int i = 0; i < differentiated.length; i++) {
      String name = prefix + differentiated[i];
      Tolerance.compare(name, c.get(name), got.get(i), tolerance);
    }
  }

  // ---- higher derivatives

  @Test
  void higherDerivatives() {
    Report report = new Report("higher derivatives");
    for (GoldenCase c : CASES) {
      if (c.op().equals(HigherOrderCases.OPERATION)) {
        report.run(c, () -> higher(c));
      }
    }
    report.assertClean();
  }

  private static void higher(GoldenCase c) {
    Tensor x = c.get("in0");
    Variable v = Variable.of(c.get("v0"));
    Function<Variable, Variable> function = y -> run(c, List.of(y)).values().get(0);
    Tolerance.compare("gin0", c.get("gin0"), Autodiff.grad(function, x), 1e-11);
    Tolerance.compare("hess", c.get("hess"), Autodiff.hessian(function, x), 1e-10);
    double[] expected = c.get("derivs").toDoubleArray();
    Function<Variable, Variable> f = function;
    for (int k = 0; k < expected.length; k++) {
      Tensor got = f.apply(Variable.of(x)).value();
      Tolerance.compare("order " + k, Tensor.of(expected[k]).reshape(), got, 1e-10);
      // Forwards and backwards in turn.
      Function<Variable, Variable> g = f;
      f = k % 2 == 0 ? y -> Autodiff.grad(g, y).dot(v) : y -> Autodiff.jvp(g, y, v);
    }
  }

  static <A extends Array<A>> Catalogue.Result<A> run(GoldenCase c, List<A> inputs) {
    Catalogue.Result<A> result = Catalogue.run(c.op(), c.arguments(), inputs);
    if (result == null) {
      throw new UnknownOperation(c.op());
    }
    return result;
  }

  // ---- the test itself

  @Test
  void thereAreCasesOfEveryKind() {
    assertTrue(CASES.size() > 600 || !GoldenCase.areOurs(), "cases: " + CASES.size());
    assertTrue(
        CASES.stream().anyMatch(c -> c.attributes().flag("second")) || !GoldenCase.areOurs());
  }

  @Test
  void anUnknownOperationIsAFailureByName() {
    Report report = new Report("unknown");
    report.run(CASES.get(0), () -> {
      throw new UnknownOperation("no_such_operation");
    });
    assertTrue(
        report.failures().toString().contains("no_such_operation"),
        report.failures().toString());
  }

  /** A name that no family knows. */
  static final class UnknownOperation extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownOperation(String op) {
      super("unknown operation " + op);
    }
  }
}
