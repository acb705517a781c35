package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.simd.DType;

/**
 * A stretch of memory to update: parameters side by side, their gradients side by side, and their state. One object is
 * moved from stretch to stretch, so that a step allocates nothing.
 */
final class Run {
  private final Block block;
  /** How many elements. */
  int size;
  /** The number of this update, from 1. */
  long t;
  /** What gradients are multiplied by: clipping. */
  double rescale = 1;
  /** The numbers that are kept for each parameter; the same for all of the run. */
  double[] kept;
  /** The parameters' numbers and where they start. */
  Object parameters;

  int parametersAt;
  /** The gradients' numbers and where they start. */
  Object gradients;

  int gradientsAt;
  /** Where the state starts, in each of its arrays. */
  int stateAt;
  /** The first parameter; the only one where neighbours are not joined. */
  Parameter first;

  Run(Block block) {
    this.block = block;
  }

  DType dtype() {
    return block.dtype();
  }

  /** The numbers of one state; zeros when it is first used. */
  Object state(int index) {
    return block.state(index);
  }
}
