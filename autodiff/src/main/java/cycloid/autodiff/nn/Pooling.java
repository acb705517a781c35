package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import cycloid.tensor.PoolingSettings;

/** A window that slides over images, of which a number is taken. It has no parameters. */
public final class Pooling extends Layer {
  private final Kind kind;
  private final PoolingSettings settings;
  private final int height;
  private final int width;

  private enum Kind {
    MAX,
    AVERAGE,
    ADAPTIVE_AVERAGE
  }

  private Pooling(Kind kind, PoolingSettings settings, int height, int width) {
    this.kind = kind;
    this.settings = settings;
    this.height = height;
    this.width = width;
  }

  /** The greatest element of each window, {@link Array#maxPool2d}. */
  public static Pooling max(PoolingSettings settings) {
    return new Pooling(Kind.MAX, settings, 0, 0);
  }

  /** The average of each window, {@link Array#avgPool2d}. */
  public static Pooling average(PoolingSettings settings) {
    return new Pooling(Kind.AVERAGE, settings, 0, 0);
  }

  /** Averages over as many parts of the image as wanted, {@link Array#adaptiveAvgPool2d}. */
  public static Pooling adaptiveAverage(int height, int width) {
    return new Pooling(Kind.ADAPTIVE_AVERAGE, null, height, width);
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    return switch (kind) {
      case MAX -> x.maxPool2d(settings);
      case AVERAGE -> x.avgPool2d(settings);
      case ADAPTIVE_AVERAGE -> x.adaptiveAvgPool2d(height, width);
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case MAX -> "maxPool(" + settings.kernelY() + ", " + settings.kernelX() + ")";
      case AVERAGE -> "avgPool(" + settings.kernelY() + ", " + settings.kernelX() + ")";
      case ADAPTIVE_AVERAGE -> "adaptiveAvgPool(" + height + ", " + width + ")";
    };
  }
}
