package cycloid.tensor;

/** What must hold until a deferred function is computed. */
final class DeferredChecks {
  private DeferredChecks() {}

  /** The numbers of an operand are still those that the operation was given. */
  static void unchanged(Deferred function, int operand, Tensor numbers, int version) {
    if (numbers.version() != version) {
      String name = function.function().name();
      throw new IllegalStateException(name
          + ": numbers of an operand must not be changed in place before the result is read; got operand "
          + operand + " " + Checks.described(numbers)
          + (numbers.isRecycled()
              ? " of a step that is over"
              : " at version " + numbers.version() + ", given at version " + version)
          + "; take the result's value() in time");
    }
  }
}
