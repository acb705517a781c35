package cycloid.autodiff;

import cycloid.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Looks at every result for NaN, while that is asked for; when it is not, the price is a look at one number. */
final class NaNTrace {
  /** How many threads trace. */
  private static final AtomicInteger TRACING = new AtomicInteger();

  private static final ThreadLocal<NaNTrace> CURRENT = new ThreadLocal<>();

  /** The operation whose derivative is being computed; null for none. */
  private String derivativeOf;

  private NaNTrace() {}

  /** Runs with tracing by this thread. */
  static <T> T during(Supplier<T> body) {
    NaNTrace outer = CURRENT.get();
    CURRENT.set(new NaNTrace());
    TRACING.incrementAndGet();
    try {
      return body.get();
    } finally {
      TRACING.decrementAndGet();
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    }
  }

  private static NaNTrace current() {
    return TRACING.get() == 0 ? null : CURRENT.get();
  }

  /** Whether this thread traces: then every result must be at hand. */
  static boolean isTracing() {
    return current() != null;
  }

  /** Says whose derivative is computed from now on; null for none. */
  static void derivativeOf(Operation operation) {
    NaNTrace trace = current();
    if (trace != null) {
      trace.derivativeOf = operation == null ? null : operation.name();
    }
  }

  /** A result has NaN only where an operand has. */
  static void check(Operation operation, List<Variable> operands, Tensor result) {
    NaNTrace trace = current();
    if (trace != null && hasNaN(result)) {
      throw Checks.firstNaN(operation.name(), trace.derivativeOf, operands, result);
    }
  }

  static boolean hasNaN(Tensor x) {
    return x.size() > 0 && x.isNaN().max().item() == 1;
  }
}
