package cycloid.golden;

import cycloid.tensor.Array;
import java.util.List;

/** Operations of one kind: from PyTorch's names and parameters to ours. A new family is one line in {@link Catalogue}. */
interface Family {

  /** What the family is called in reports. */
  String name();

  /** The greatest error of results; 0 where nothing is computed. */
  double tolerance();

  /**
   * Carries out an operation, for any kind of array.
   *
   * @param op the operation's name
   * @param args its parameters
   * @param in its inputs; indices and masks are arrays of numbers
   * @return its results, indices as numbers too; null when the family does not know the operation
   */
  <A extends Array<A>> List<A> run(String op, Arguments args, List<A> in);
}
