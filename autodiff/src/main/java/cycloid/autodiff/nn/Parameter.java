package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Tensor;

/**
 * A tensor that is learned: its value, and the gradient of the loss with respect to it.
 *
 * <p>Optimizers write to the value in place, so it must not be an expanded view. Not safe for use by several threads.
 */
public final class Parameter {
  private final String name;
  private Tensor value;
  private Tensor gradient;
  private Module owner;

  /**
   * A parameter that starts at a value.
   *
   * @param name what it is called within its module
   * @param value its initial value, which is kept and not copied
   */
  public Parameter(String name, Tensor value) {
    this.name = name;
    this.value = value;
  }

  /** What it is called, within the outermost module as PyTorch calls it: {@code "0.weight"}. */
  public String name() {
    return owner == null ? name : owner.path() + name;
  }

  /** Names it by the path to a module, from now on. */
  void belongsTo(Module module) {
    owner = module;
  }

  /** The value now. Whoever writes to its storage calls {@link Tensor#modified}. */
  public Tensor value() {
    return value;
  }

  /** The extents along each axis; a fresh array. */
  public int[] shape() {
    return value.shape();
  }

  /** The type of the elements. */
  public DType dtype() {
    return value.dtype();
  }

  /**
   * The gradient of the latest loss, to be read only; null until there is one. Its numbers stay; that of a parameter which an
   * optimizer packed with others keeps the memory of all their gradients.
   */
  public Tensor gradient() {
    return gradient == null ? null : gradient.kept();
  }

  /**
   * The gradient of the latest loss, until the next: its memory may be used again then. Optimizers read it so; where it is kept
   * for longer, {@link #gradient} is right. Gradients of parameters that lie side by side do so too.
   */
  public Tensor latestGradient() {
    return gradient;
  }

  /**
   * Sets the gradient, in place of the one before. It is kept and not copied.
   *
   * <pre>
   * Errors:    IllegalArgumentException when shape or dtype are not those of the value
   * </pre>
   */
  public void setGradient(Tensor gradient) {
    Checks.fits("setGradient", this, "gradient", gradient);
    this.gradient = gradient;
  }

  /** Sets the gradient to one that is known to fit, or null. */
  void newGradient(Tensor gradient) {
    this.gradient = gradient;
  }

  /** Forgets the gradient: it is null until the next. */
  public void zeroGradient() {
    gradient = null;
  }

  /**
   * Moves the value to other memory: copies the numbers into a view, which is the value from now on.
   *
   * <p>An optimizer packs many parameters into one array in this way, so that one kernel call updates them all. Tensors that
   * {@link #value} returned before are no longer the parameter's.
   *
   * <pre>
   * Errors:    IllegalArgumentException when shape or dtype differ
   * </pre>
   */
  public void rebind(Tensor view) {
    Checks.fits("rebind", this, "view", view);
    view.copyFrom(value);
    value = view;
  }

  @Override
  public String toString() {
    return name() + " " + Checks.described(value);
  }
}
