package cycloid.golden;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.linalg.CoupledNewton;
import cycloid.tensor.linalg.IterativeSolution;
import cycloid.tensor.linalg.Kronecker;
import cycloid.tensor.linalg.LinearOperator;
import cycloid.tensor.linalg.LinearSystem;
import cycloid.tensor.linalg.MatrixFunctions;
import cycloid.tensor.linalg.NewtonSchulz;
import cycloid.tensor.linalg.Quintic;
import java.util.Collections;
import java.util.List;

/** Products, functions of matrices, and iterations. */
final class LinalgFunctions {
  private static final double VALUES = 1e-12;

  /** "ten times that for matrix functions". */
  private static final double FUNCTIONS = 1e-11;

  private LinalgFunctions() {}

  // ---- products and sums

  static void product(LinalgCase c) {
    Tensor got = c.in(0).matmul(c.in(1));
    boolean single = c.in(0).dtype() == DType.F32;
    // In single precision relative to the sum of absolute terms.
    Tensor terms = c.in(0).abs().matmul(c.in(1).abs());
    double scale = single ? terms.max().item() / c.golden.get("out").abs().max().item() : 1;
    c.close("out", got, single ? 2e-5 * scale : VALUES);
    if (c.has("out64")) {
      c.close("out64", got.to(DType.F64), 2e-5 * scale);
    }
  }

  /** 1e-14 times the condition number of the sum, which is abs_sum / |out|. */
  static void sum(LinalgCase c) {
    double tolerance = 1e-14 * c.expected("abs_sum").item();
    c.within("out", Math.abs(c.expected("out").item() - c.in(0).sum().item()), tolerance);
  }

  static void kronecker(LinalgCase c) {
    // vec stacks columns there and rows here: (A (x) B) vec(X) is made of the rows of X'.
    Tensor x = c.in(2).transpose();
    c.close("out", new Kronecker<>(c.in(0), c.in(1)).apply(x).flatten(), VALUES);
    Tensor whole = c.in(0).kron(c.in(1)).matmul(x.flatten());
    c.within("kron", LinalgCase.relative(c.expected("out"), whole), VALUES);
    Tensor operator = Kronecker.operator(c.in(0), c.in(1)).apply(x.flatten());
    c.within("operator", LinalgCase.relative(c.expected("out"), operator), VALUES);
  }

  // ---- functions of a matrix

  static void exponential(LinalgCase c) {
    c.near("out", MatrixFunctions.exp(c.in(0)), FUNCTIONS);
  }

  static void exponentialDerivative(LinalgCase c) {
    c.near("out", MatrixFunctions.expDerivative(c.in(0), c.in(1)), FUNCTIONS);
  }

  static void logarithm(LinalgCase c) {
    c.near("out", MatrixFunctions.log(c.in(0)), FUNCTIONS);
  }

  static void polar(LinalgCase c) {
    c.near("out", MatrixFunctions.polar(c.in(0)).u(), FUNCTIONS);
  }

  static void sylvester(LinalgCase c) {
    c.near("out", MatrixFunctions.sylvester(c.in(0), c.in(1), c.in(2)), FUNCTIONS);
  }

  static void coupledNewton(LinalgCase c) {
    CoupledNewton newton =
        CoupledNewton.inverseRoot(c.in(0), (int) c.number("p"), c.number("ridge_epsilon"));
    c.holds("stopped: " + newton.reason(), newton.reason().isSuccess());
    c.near("out", newton.root(), 1e-5);
  }

  // ---- Newton and Schulz

  /** Cases named *_bf16 ran in bfloat16, which has eight bits. */
  static void newtonSchulz(LinalgCase c) {
    List<Quintic> steps = steps(c);
    Tensor got = NewtonSchulz.of(steps).adding(c.number("eps")).orthogonalize(c.in(0));
    c.near("out", got, c.golden.name().endsWith("_bf16") ? 0.05 : VALUES);
  }

  /** One triple for all steps, or one for each. */
  private static List<Quintic> steps(LinalgCase c) {
    List<?> coefficients = (List<?>) c.golden.attributes().get("coefficients");
    if (coefficients.get(0) instanceof List) {
      return coefficients.stream().map(triple -> quintic((List<?>) triple)).toList();
    }
    return Collections.nCopies((int) c.number("steps"), quintic(coefficients));
  }

  private static Quintic quintic(List<?> triple) {
    return new Quintic(number(triple.get(0)), number(triple.get(1)), number(triple.get(2)));
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  // ---- Krylov methods

  /** x[k] is the iterate after k + 1 steps; the second half amplifies rounding and is not compared. */
  static void iterates(LinalgCase c) {
    Tensor x = c.expected("x");
    LinearSystem system = LinearSystem.of(c.in(0), c.in(1)).until(0);
    String[] words = c.golden.name().split("_");
    if (words.length > 2 && words[2].equals("jacobi")) {
      system =
          system.preconditionedBy(LinearOperator.diagonal(c.in(0).diagonal().reciprocal()));
    }
    for (int k = 0; k < (x.size(0) + 1) / 2; k++) {
      IterativeSolution solution = solved(words[1], system.atMost(k + 1));
      double error = GoldenFile.error(x.select(0, k), solution.x());
      c.within("x[" + k + "]", error, 1e-9);
    }
  }

  private static IterativeSolution solved(String method, LinearSystem system) {
    return switch (method) {
      case "cg" -> system.conjugateGradient();
      case "minres" -> system.minres();
      case "gmres" -> system.gmres(system.unknowns());
      case "lsqr" -> system.lsqr();
      case "lsmr" -> system.lsmr();
      default -> throw new IllegalArgumentException("unknown method " + method);
    };
  }
}
