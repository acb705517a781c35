package cycloid.simd;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets convolutions of a dtype use vectors once these are compiled: until then plain loops are faster by far, and give the
 * same bits. Small convolutions that need all tiles run beside the program's work, as {@link WarmUp} says, until vectors
 * win.
 */
final class ConvolutionWarmUp {
  private static final ConvolutionWarmUp FLOATS = new ConvolutionWarmUp(DType.F32);
  private static final ConvolutionWarmUp DOUBLES = new ConvolutionWarmUp(DType.F64);

  /** Enough for the plain loops to be compiled themselves. */
  private static final int LEAST_ROUNDS = 50;

  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final DType dtype;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean compiled = !WarmUp.isEnabled();

  private ConvolutionWarmUp(DType dtype) {
    this.dtype = dtype;
  }

  /** Whether vectors win; where that is not known, finding out is begun. */
  static boolean isDone(DType dtype) {
    ConvolutionWarmUp warmUp = dtype == DType.F32 ? FLOATS : DOUBLES;
    if (!warmUp.compiled && warmUp.begun.compareAndSet(false, true)) {
      WarmUp.submit(warmUp::train);
    }
    return warmUp.compiled;
  }

  private void train() {
    List<Trial> trials = new ArrayList<>();
    // Their rows, taps and positions fill tiles of all sizes, and a single band each.
    for (int channels : new int[] {4, 5}) {
      for (int outChannels : new int[] {16, 20}) {
        trials.add(new Trial(dtype, channels, outChannels));
      }
    }
    long start = System.nanoTime();
    for (int rounds = 1; System.nanoTime() - start < PATIENCE_NANOS; rounds++) {
      long vectors = round(trials, true);
      long plain = round(trials, false);
      if (rounds >= LEAST_ROUNDS && vectors < plain) {
        compiled = true;
        return;
      }
    }
    // Perhaps the compilers were busy: the next convolution tries again.
    begun.set(false);
  }

  private static long round(List<Trial> trials, boolean vector) {
    long start = System.nanoTime();
    trials.forEach(trial -> trial.run(vector));
    return System.nanoTime() - start;
  }

  /** A convolution and its operands. */
  private static final class Trial {
    private final DType dtype;
    private final Convolution convolution;
    private final Object x;
    private final Object w;
    private final Object y;

    Trial(DType dtype, int channels, int outChannels) {
      Window down = new Window(4, 3, 2, 1, 1, 0);
      Window across = new Window(12, 11, 2, 1, 1, 0);
      this.dtype = dtype;
      this.convolution = new Convolution(1, 1, channels, outChannels, down, across);
      this.x = dtype.allocate(convolution.inputs());
      this.w = dtype.allocate(convolution.weights());
      this.y = dtype.allocate(convolution.outputs());
    }

    void run(boolean vector) {
      convolution.apply(dtype, vector, x, 0, w, 0, y, 0);
      convolution.inputAdjoint(dtype, vector, y, 0, w, 0, x, 0);
      convolution.weightAdjoint(dtype, vector, x, 0, y, 0, w, 0);
    }
  }
}
