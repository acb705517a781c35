package cycloid.autodiff;

import cycloid.tensor.Array;
import cycloid.tensor.Reduction;
import java.util.List;
import java.util.Locale;

/** Rules of the reductions. */
final class ReductionRules {
  private ReductionRules() {}

  /**
   * The sum over axes.
   *
   * <pre>
   * pullback       every term of a sum has the sum's cotangent
   * </pre>
   */
  record Sum(int[] axes, boolean keepDims) implements Operation.Linear {
    @Override
    public String name() {
      return "sum";
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).reduce(Reduction.SUM, axes, keepDims);
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      int[] shape = at.operandShape(0);
      return withAxes(g, shape, axes, keepDims).expand(shape);
    }
  }

  /**
   * The greatest or least element over axes. Where several are equal, each has the same share:
   *
   * <pre>
   * ties           t = 1 where x equals the extreme, otherwise 0
   * pullback       g * t / sum(t)
   * pushforward    sum(t * dx) / sum(t)
   * </pre>
   */
  record Extreme(Reduction kind, int[] axes, boolean keepDims) implements Operation {
    @Override
    public String name() {
      return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public <A extends Array<A>> A apply(List<A> operands) {
      return operands.get(0).reduce(kind, axes, keepDims);
    }

    @Override
    public long keeps(long active) {
      return active | RESULT;
    }

    @Override
    public Variable pullback(int operand, Variable g, Node at) {
      Variable share = share(at);
      return withAxes(g, share.shape(), axes, keepDims).mul(share);
    }

    @Override
    public Variable pushforward(Variable[] tangents, Node at) {
      return tangents[0].mul(share(at)).reduce(Reduction.SUM, axes, keepDims);
    }

    private Variable share(Node at) {
      Variable x = at.operand(0);
      Variable ties = x.equal(withAxes(at.result(), x.shape(), axes, keepDims));
      return ties.div(ties.reduce(Reduction.SUM, axes, true));
    }
  }

  /** What a reduction gave, with its axes back, of extent 1. */
  private static Variable withAxes(Variable reduced, int[] shape, int[] axes, boolean keepDims) {
    if (keepDims) {
      return reduced;
    }
    int[] kept = shape.clone();
    for (int axis : axes) {
      kept[Math.floorMod(axis, shape.length)] = 1;
    }
    return reduced.reshape(kept);
  }
}
