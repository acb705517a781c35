package cycloid.autodiff.nn;

import cycloid.tensor.Tensor;

/**
 * Numbers of a module that are saved with its parameters but not learned, such as the running mean of a batch norm.
 *
 * <p>They are changed in place, by the module itself.
 */
public final class Buffer {
  private final String name;
  private final Tensor value;

  /**
   * A buffer that starts at a value.
   *
   * @param name what it is called within its module
   * @param value its initial value, which is kept and not copied
   */
  public Buffer(String name, Tensor value) {
    this.name = name;
    this.value = value;
  }

  /** What it is called within its module. */
  public String name() {
    return name;
  }

  /** The numbers, now and later: always the same tensor. */
  public Tensor value() {
    return value;
  }

  @Override
  public String toString() {
    return name + " " + Checks.described(value);
  }
}
