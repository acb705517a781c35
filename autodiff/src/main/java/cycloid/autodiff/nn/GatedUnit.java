package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Functions;
import java.util.List;

/**
 * Halves the last axis: one half is what passes, the other the gate. It has no parameters.
 *
 * <pre>
 * Shapes:    (..., 2 n) -> (..., n)
 * Errors:    IllegalArgumentException when the last axis has an odd number of elements
 * Source:    Dauphin et al. 2017 (arXiv:1612.08083); Shazeer 2020 (arXiv:2002.05202)
 * </pre>
 */
public final class GatedUnit extends Layer {
  private static final Elementwise SWIGLU = Elementwise.define("swiglu(a, b) = silu(a) * b");
  private static final Elementwise GEGLU = Elementwise.define("geglu(a, b) = gelu(a) * b");

  private final Elementwise f;

  private GatedUnit(Elementwise f) {
    this.f = f;
  }

  /** a * sigmoid(b), a the first half and b the second. */
  public static GatedUnit glu() {
    return new GatedUnit(Functions.GLU);
  }

  /** silu(a) * b. */
  public static GatedUnit swiglu() {
    return new GatedUnit(SWIGLU);
  }

  /** gelu(a) * b. */
  public static GatedUnit geglu() {
    return new GatedUnit(GEGLU);
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    List<A> halves = x.chunk(-1, 2);
    return x.elementwise(f, new double[0], halves);
  }

  @Override
  public String toString() {
    return f.name();
  }
}
