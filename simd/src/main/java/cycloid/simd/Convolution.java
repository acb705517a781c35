package cycloid.simd;

import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions of images with kernels, and their two adjoints, on plain arrays; what neural networks call a convolution
 * and signal processing a correlation.
 *
 * <pre>
 *   y[n, o, i, j] = sum_{c,s,t} w[o, c, s, t] * x[n, c, vertical(i, s), horizontal(j, t)]
 * </pre>
 *
 * with zeros where a window lies outside of its axis. Each group of output channels sees its own group of input channels.
 * The three operations are the three partial derivatives of one trilinear form, sum y' y, so the derivatives of each are
 * the other two.
 *
 * <p>Every element is the same sum whatever the machine. Outputs and the gradient of the input sum over channels and taps
 * in order, in blocks of whole channels with at most {@link #BLOCK} taps, added in order. The gradient of the weights sums
 * over positions in order, in bands that follow from the shapes ({@link Patches}), added in order.
 *
 * @param batch the number of images
 * @param groups the number of groups of channels
 * @param inChannels channels of x, in all groups
 * @param outChannels channels of y, in all groups
 * @param vertical how windows slide down
 * @param horizontal how windows slide across
 */
public record Convolution(
    int batch, int groups, int inChannels, int outChannels, Window vertical, Window horizontal) {

  /** Taps summed before they are added to what came before. Part of the definition: it must not be tuned. */
  static final int BLOCK = 256;

  /** Checks that the groups divide the channels. */
  public Convolution {
    if (batch < 0 || groups < 1 || inChannels < 0 || outChannels < 0) {
      throw new IllegalArgumentException(
          "convolution: groups must be at least 1, batch and channels at least 0; got groups="
              + groups + ", batch=" + batch + ", channels " + inChannels + " to " + outChannels);
    }
    if (inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException("convolution: groups must divide the channels; got groups="
          + groups + ", channels " + inChannels + " to " + outChannels);
    }
  }

  /** Elements of x. */
  public int inputs() {
    return size(batch, inChannels, vertical.in(), horizontal.in());
  }

  /** Elements of w. */
  public int weights() {
    return size(outChannels, inChannels / groups, vertical.kernel(), horizontal.kernel());
  }

  /** Elements of y. */
  public int outputs() {
    return size(batch, outChannels, vertical.out(), horizontal.out());
  }

  private static int size(int... extents) {
    long size = 1;
    for (int extent : extents) {
      size = Math.multiplyExact(size, (long) extent);
    }
    return Math.toIntExact(size);
  }

  /**
   * Sets y to the convolution of x with w.
   *
   * <pre>
   * Formula:   y[n, o, i, j] = sum_{c,s,t} w[o, c, s, t] * x[n, c, vertical(i, s), horizontal(j, t)]
   * Memory:    x and w are not modified; y is written, and must not overlap them; all are contiguous in this order of axes
   * Accuracy:  scalar and vector, and any number of threads, agree bitwise
   * Edge:      zeros around the input are multiplied like numbers: a weight that is infinite or NaN gives NaN there
   * Errors:    IllegalArgumentException when an operand leaves its array
   * </pre>
   */
  public void apply(
      DType dtype, Object x, int xOffset, Object w, int wOffset, Object y, int yOffset) {
    apply(dtype, vector(dtype), x, xOffset, w, wOffset, y, yOffset);
  }

  void apply(
      DType dtype,
      boolean vector,
      Object x,
      int xOffset,
      Object w,
      int wOffset,
      Object y,
      int yOffset) {
    check("apply", dtype, x, xOffset, w, wOffset, y, yOffset);
    if (outputs() == 0 || inputs() == 0) {
      zero(dtype, y, yOffset, outputs());
      return;
    }
    run(dtype, forward(), vector, x, xOffset, w, wOffset, y, yOffset);
  }

  private Correlation forward() {
    int row = weights() / outChannels;
    return new Correlation(
        batch,
        groups,
        outChannels / groups,
        inChannels / groups,
        Taps.forward(vertical),
        Taps.forward(horizontal),
        vertical.out(),
        horizontal.out(),
        new Correlation.Weights(
            row * (outChannels / groups), row, kernelPlane(), horizontal.kernel()));
  }

  /**
   * Sets gx to the gradient of sum gy * y with respect to x: the transposed convolution of gy with w.
   *
   * <pre>
   * Formula:   gx[n, c, k, l] = sum over all (o, i, j, s, t) with vertical(i, s) = k and horizontal(j, t) = l
   *                             of w[o, c, s, t] * gy[n, o, i, j]
   * Memory:    as for {@link #apply}
   * Accuracy:  as for {@link #apply}
   * </pre>
   */
  public void inputAdjoint(
      DType dtype, Object gy, int gyOffset, Object w, int wOffset, Object gx, int gxOffset) {
    inputAdjoint(dtype, vector(dtype), gy, gyOffset, w, wOffset, gx, gxOffset);
  }

  void inputAdjoint(
      DType dtype,
      boolean vector,
      Object gy,
      int gyOffset,
      Object w,
      int wOffset,
      Object gx,
      int gxOffset) {
    check("inputAdjoint", dtype, gx, gxOffset, w, wOffset, gy, gyOffset);
    List<Correlation> phases = new ArrayList<>();
    int seen = 0;
    if (outputs() > 0 && inputs() > 0) {
      for (int y = 0; y < vertical.stride(); y++) {
        for (int x = 0; x < horizontal.stride(); x++) {
          Correlation phase = adjoint(y, x);
          if (phase.taps() > 0 && phase.outputs() > 0) {
            phases.add(phase);
            seen += phase.outputs();
          }
        }
      }
    }
    if (seen < vertical.in() * horizontal.in()) {
      zero(dtype, gx, gxOffset, inputs());
    }
    for (Correlation phase : phases) {
      run(dtype, phase, vector, gy, gyOffset, w, wOffset, gx, gxOffset);
    }
  }

  /** What computes the gradient of every stride-th input, from the phases on. */
  private Correlation adjoint(int phaseY, int phaseX) {
    int row = weights() / outChannels;
    return new Correlation(
        batch,
        groups,
        inChannels / groups,
        outChannels / groups,
        Taps.adjoint(vertical, phaseY),
        Taps.adjoint(horizontal, phaseX),
        vertical.in(),
        horizontal.in(),
        new Correlation.Weights(
            row * (outChannels / groups), kernelPlane(), row, horizontal.kernel()));
  }

  private static void run(
      DType dtype,
      Correlation correlation,
      boolean vector,
      Object source,
      int sourceOffset,
      Object w,
      int wOffset,
      Object result,
      int resultOffset) {
    if (dtype == DType.F32) {
      FloatConvolutionOutputs.run(
          correlation,
          vector,
          (float[]) source,
          sourceOffset,
          (float[]) w,
          wOffset,
          (float[]) result,
          resultOffset);
    } else {
      DoubleConvolutionOutputs.run(
          correlation,
          vector,
          (double[]) source,
          sourceOffset,
          (double[]) w,
          wOffset,
          (double[]) result,
          resultOffset);
    }
  }

  /**
   * Sets gw to the gradient of sum gy * y with respect to w.
   *
   * <pre>
   * Formula:   gw[o, c, s, t] = sum_{n,i,j} gy[n, o, i, j] * x[n, c, vertical(i, s), horizontal(j, t)]
   * Memory:    as for {@link #apply}
   * Accuracy:  as for {@link #apply}
   * </pre>
   */
  public void weightAdjoint(
      DType dtype, Object x, int xOffset, Object gy, int gyOffset, Object gw, int gwOffset) {
    weightAdjoint(dtype, vector(dtype), x, xOffset, gy, gyOffset, gw, gwOffset);
  }

  void weightAdjoint(
      DType dtype,
      boolean vector,
      Object x,
      int xOffset,
      Object gy,
      int gyOffset,
      Object gw,
      int gwOffset) {
    check("weightAdjoint", dtype, x, xOffset, gw, gwOffset, gy, gyOffset);
    if (outputs() == 0 || inputs() == 0) {
      zero(dtype, gw, gwOffset, weights());
    } else if (dtype == DType.F32) {
      FloatConvolutionWeights.run(
          forward(), vector, (float[]) x, xOffset, (float[]) gy, gyOffset, (float[]) gw, gwOffset);
    } else {
      DoubleConvolutionWeights.run(
          forward(),
          vector,
          (double[]) x,
          xOffset,
          (double[]) gy,
          gyOffset,
          (double[]) gw,
          gwOffset);
    }
  }

  // ---- helpers

  private static boolean vector(DType dtype) {
    return Simd.provider() == Provider.VECTOR && ConvolutionWarmUp.isDone(dtype);
  }

  private int kernelPlane() {
    return vertical.kernel() * horizontal.kernel();
  }

  private static void zero(DType dtype, Object array, int start, int count) {
    Fold.fill(dtype, array, start, count, 0);
  }

  private void check(
      String op, DType dtype, Object x, int xOffset, Object w, int wOffset, Object y, int yOffset) {
    checkInside(op, "x", dtype, x, xOffset, inputs());
    checkInside(op, "w", dtype, w, wOffset, weights());
    checkInside(op, "y", dtype, y, yOffset, outputs());
  }

  private static void checkInside(
      String op, String name, DType dtype, Object array, int offset, int size) {
    int length = dtype.length(array);
    if (offset < 0 || offset > length - size) {
      throw new IllegalArgumentException(
          "convolution: " + op + ": " + name + " must lie in its array; got offset=" + offset
              + ", size=" + size + ", length=" + length);
    }
  }
}
