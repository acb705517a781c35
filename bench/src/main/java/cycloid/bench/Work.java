package cycloid.bench;

/** What is timed: one call of it. */
@FunctionalInterface
public interface Work {
  /** Does the work once, and returns what it changed or made, so that it cannot be optimized away. */
  Object run();
}
