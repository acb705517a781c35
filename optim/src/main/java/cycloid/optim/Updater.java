package cycloid.optim;

/** Applies a rule to the parameters of one group. It holds the memory of its calls, so it belongs to one optimizer. */
interface Updater {

  /** Finds what is wrong with the rule, before any step. */
  void check();

  /** Whether several neighbours in memory may be updated by one call: nothing couples the elements of a parameter. */
  boolean joinsNeighbours();

  /**
   * Updates what lies under the run.
   *
   * @param values the hyper-parameters, in the order of their definition
   */
  void update(Run run, double[] values);
}
