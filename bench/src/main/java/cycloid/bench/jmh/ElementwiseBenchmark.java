package cycloid.bench.jmh;

import cycloid.simd.Equation;
import cycloid.simd.Kernel;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** An equation over contiguous lanes: y = function. Any formula of x and z will do. */
public class ElementwiseBenchmark extends KernelBenchmark {
  /** The formula. Its arrays hold numbers in (0.1, 0.9), where every function is defined but acosh. */
  @Param({
    "x + z",
    "x * z",
    "x / z",
    "fma(x, z, x)",
    "where(x < z, x, z)",
    "max(x, z)",
    "x ^ 2",
    "x ^ z",
    "abs(x)",
    "sqrt(x)",
    "rsqrt(x)",
    "cbrt(x)",
    "hypot(x, z)",
    "exp(x)",
    "expm1(x)",
    "exp2(x)",
    "log(x)",
    "log1p(x)",
    "log2(x)",
    "log10(x)",
    "logaddexp(x, z)",
    "sin(x)",
    "cos(x)",
    "tan(x)",
    "asin(x)",
    "acos(x)",
    "atan(x)",
    "atan2(x, z)",
    "sinh(x)",
    "cosh(x)",
    "tanh(x)",
    "asinh(x)",
    "acosh(1 + x)",
    "atanh(x)",
    "sigmoid(x)",
    "softplus(x)",
    "relu(x)",
    "gelu(x)",
    "silu(x)",
    "mish(x)",
    "erf(x)",
    "erfc(x)",
    "erfinv(x)",
    "lgamma(x)",
    "digamma(x)",
    "floor(x)",
    "round(x)",
    "fmod(x, z)",
  })
  public String function;

  /** Lanes: tails alone, tails of one vector, in the first cache, with tails, in the second, in memory. */
  @Param({"7", "63", "1000", "4098", "65536", "1000000"})
  public int n;

  private Kernel kernel;
  private Object[] arrays;
  private int[] offsets;

  @Override
  void prepareOperands() {
    Equation equation = Equation.parse("y = " + function);
    List<String> names = new ArrayList<>(equation.inputs());
    names.add("y");
    kernel = Kernel.of(equation, dtype, names.toArray(String[]::new));
    arrays = new Object[names.size()];
    offsets = new int[names.size()];
    for (int k = 0; k < arrays.length; k++) {
      arrays[k] = Random.key(k).uniform(dtype, n).mul(0.8).add(0.1).contiguous().storage();
    }
  }

  /** One call of the kernel. */
  @Benchmark
  public Object run() {
    kernel.run(n, arrays, offsets);
    return arrays;
  }
}
