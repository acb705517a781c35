package cycloid.bench.jmh;

import cycloid.simd.Convolution;
import cycloid.simd.Window;
import cycloid.tensor.random.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The convolution of a batch of square images with 3 x 3 kernels, and its adjoints. */
public class ConvolutionBenchmark extends KernelBenchmark {
  private static final int BATCH = 16;
  private static final int KERNEL = 3;

  /** Channels in and out; the first layer of a network has one. */
  @Param({"1-16", "16-32", "31-33"})
  public String channels;

  /** Rows and columns: of small images, of those of digits, with tails. */
  @Param({"7", "14", "28", "33"})
  public int n;

  /** From one window to the next. */
  @Param({"1", "2"})
  public int stride;

  private Convolution convolution;
  private Object x;
  private Object w;
  private Object y;

  @Override
  void prepareOperands() {
    int dash = channels.indexOf('-');
    int in = Integer.parseInt(channels.substring(0, dash));
    int out = Integer.parseInt(channels.substring(dash + 1));
    Window window = new Window(n, (n - 1) / stride + 1, KERNEL, stride, 1, 1);
    convolution = new Convolution(BATCH, 1, in, out, window, window);
    x = Random.key(1).normal(dtype, convolution.inputs()).storage();
    w = Random.key(2).normal(dtype, convolution.weights()).storage();
    y = Random.key(3).normal(dtype, convolution.outputs()).storage();
  }

  /** The convolution. */
  @Benchmark
  public Object forward() {
    convolution.apply(dtype, x, 0, w, 0, y, 0);
    return y;
  }

  /** The gradient of its input. */
  @Benchmark
  public Object inputAdjoint() {
    convolution.inputAdjoint(dtype, y, 0, w, 0, x, 0);
    return x;
  }

  /** The gradient of its weights. */
  @Benchmark
  public Object weightAdjoint() {
    convolution.weightAdjoint(dtype, x, 0, y, 0, w, 0);
    return w;
  }
}
