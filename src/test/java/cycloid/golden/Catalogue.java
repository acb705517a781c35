package cycloid.golden;

import cycloid.tensor.Array;
import cycloid.tensor.Indices;
import java.util.List;

/** All operations that the reference data names. */
final class Catalogue {
  static final List<Family> FAMILIES = List.of(
      new ElementwiseCases(),
      new ActivationCases(),
      new ComparisonCases(),
      new ReductionCases(),
      new ScanCases(),
      new MovementCases(),
      new IndexingCases(),
      new ProductCases(),
      new LinalgCases(),
      new MatrixCases(),
      new NormalizationCases(),
      new ConvolutionCases(),
      new LossCases(),
      new HigherOrderCases());

  private Catalogue() {}

  /** What an operation computes, and the family it belongs to; null when no family knows it. */
  static <A extends Array<A>> Result<A> run(String op, Arguments args, List<A> in) {
    for (Family family : FAMILIES) {
      List<A> results = family.run(op, args, in);
      if (results != null) {
        return new Result<>(family, results);
      }
    }
    return null;
  }

  record Result<A>(Family family, List<A> values) {}

  // ---- for the families

  /** The numbers of an array as indices. */
  static int[] integers(Array<?> indices) {
    return Indices.of(indices).toArray();
  }

  /** Indices as numbers of the kind of an array. */
  static <A extends Array<A>> A numbers(A like, Indices indices) {
    return like.constant(indices.toTensor(like.dtype()));
  }
}
