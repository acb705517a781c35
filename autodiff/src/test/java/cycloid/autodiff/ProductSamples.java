package cycloid.autodiff;

import static cycloid.autodiff.Sample.numbers;
import static cycloid.autodiff.Sample.permuted;

import cycloid.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Products of several arrays, lengths and distances. */
final class ProductSamples {
  private ProductSamples() {}

  static void add(List<Sample> samples) {
    einsum(samples, "ij,jk->ik", numbers(-1, 1, 2, 3), permuted(-2, 1, 3, 4));
    einsum(samples, "ij,kj", permuted(-1, 1, 2, 3), numbers(-2, 1, 4, 3));
    einsum(samples, "bhqd,bhkd->bhqk", numbers(-1, 1, 2, 1, 3, 2), numbers(-2, 1, 2, 1, 4, 2));
    einsum(samples, "ii->i", permuted(-1, 1, 3, 3));
    einsum(samples, "iij->j", numbers(-1, 1, 3, 3, 2));
    einsum(samples, "ij,ij->", numbers(-1, 1, 2, 3), permuted(-2, 1, 2, 3));
    einsum(samples, "ij,ij->i", numbers(-1, 1, 2, 3), permuted(-2, 1, 2, 3));
    einsum(samples, "i,j->ij", numbers(-1, 1, 2), numbers(-2, 1, 3));
    einsum(samples, "...ij,...j->...i", numbers(-1, 1, 2, 3, 2), numbers(-2, 1, 2));
    einsum(
        samples, "ab,bc,cd->ad", numbers(-1, 1, 2, 3), numbers(-1, 1, 3, 2), permuted(-1, 1, 2, 3));
    samples.add(new Sample(
        "tensordot",
        x -> x.get(0).tensordot(x.get(1), new int[] {1, 0}, new int[] {0, 2}),
        List.of(numbers(-1, 1, 2, 3, 2), numbers(-1, 1, 3, 2, 2))));
    pair(samples, "kron", Variable::kron, numbers(-1, 1, 2, 3), permuted(-1, 1, 3, 2));
    pair(samples, "kron", Variable::kron, numbers(-1, 1, 2), permuted(-1, 1, 3, 2));
    pair(samples, "cross", (a, b) -> a.cross(b, -1), numbers(-1, 1, 2, 3), permuted(-1, 1, 2, 3));
    pair(samples, "cross", (a, b) -> a.cross(b, 0), numbers(-1, 1, 3, 2), numbers(-1, 1, 3, 1));
    samples.add(new Sample(
        "multiDot",
        x -> x.get(0).multiDot(x.subList(1, 4)),
        List.of(
            numbers(-1, 1, 2), numbers(-1, 1, 2, 3), permuted(-1, 1, 3, 2), numbers(-1, 1, 2, 2))));
    one(samples, "normalize", x -> x.normalize(2, 1, 1e-12));
    one(samples, "normalize", x -> x.normalize(3, 0, 1e-12));
    pair(
        samples,
        "cosineSimilarity",
        (a, b) -> a.cosineSimilarity(b, 1, 1e-8),
        numbers(-1, 1, 2, 3),
        permuted(-2, 1, 1, 3));
    pair(samples, "cdist", (a, b) -> a.cdist(b, 2), numbers(-1, 1, 2, 3), permuted(2, 3, 4, 3));
    pair(samples, "cdist", (a, b) -> a.cdist(b, 3), numbers(-1, 1, 5, 2, 3), numbers(2, 3, 4, 3));
  }

  private static void einsum(List<Sample> samples, String equation, Tensor... operands) {
    samples.add(new Sample(
        "einsum",
        x -> x.get(0).einsum(equation, x.subList(1, x.size())).square(),
        List.of(operands)));
  }

  private static void one(List<Sample> samples, String name, Function<Variable, Variable> f) {
    samples.add(new Sample(name, x -> f.apply(x.get(0)), List.of(numbers(-1, 2, 2, 3))));
    samples.add(new Sample(name, x -> f.apply(x.get(0)), List.of(permuted(-1, 2, 2, 3))));
  }

  private static void pair(
      List<Sample> samples, String name, BinaryOperator<Variable> f, Tensor a, Tensor b) {
    samples.add(new Sample(name, x -> f.apply(x.get(0), x.get(1)), List.of(a, b)));
  }
}
