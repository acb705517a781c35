package cycloid.simd;

/**
 * How a band of outputs sees the inputs it reads: for each channel and tap one run of numbers, one for each output of the
 * band, side by side in a buffer.
 *
 * <p>Outputs of a band are numbered (u, n, v): line, image, column. Then moving down by a line of inputs moves all
 * outputs by the same distance, so only horizontal taps need copies of their own:
 *
 * <pre>
 *   buffer[channel][horizontal tap][phase of lines][line][image][column]
 * </pre>
 *
 * A band that is part of a single line needs not even these; a tap there is a shift within the line. Small images are
 * joined to one band, large ones cut into several. All this follows from the shapes alone.
 */
final class Patches {
  /** Outputs in a band, at most, unless one line has more. Part of the definition of the weights' gradient. */
  private static final int BAND = 512;

  /** Images are joined until a band has as many outputs. */
  private static final int JOINED = 256;

  /** Elements that the copies for one channel may take. */
  private static final int ROOM = 1 << 16;

  private final Taps y;
  private final Taps x;
  private final boolean copied;
  private final int phases;
  private final int linesOfPhase;
  private final int leastShiftDown;
  private final int leastShiftAcross;

  /** Images in a band, at most. */
  final int images;

  /** Lines of outputs in a band, at most. */
  final int lines;

  /** Columns of outputs in a band, at most. */
  final int columns;

  /** Copies of every line for horizontal taps: one a tap, or in a single line one for each phase of the stride. */
  final int copies;

  /** Numbers in a copied line. */
  final int length;

  private Patches(Taps y, Taps x, boolean copied, int images, int lines, int columns) {
    this.y = y;
    this.x = x;
    this.copied = copied;
    this.images = images;
    this.lines = lines;
    this.columns = columns;
    this.copies = copied ? x.count() : Math.min(x.stride(), x.span() + 1);
    this.length = copied ? columns : columns + x.span() / x.stride();
    this.phases = Math.min(y.stride(), y.span() + 1);
    this.linesOfPhase = lines + y.span() / y.stride();
    this.leastShiftDown = y.leastShift();
    this.leastShiftAcross = x.leastShift();
  }

  /** The bands of a correlation; there are taps and outputs. */
  static Patches of(Correlation correlation) {
    Taps y = correlation.y();
    Taps x = correlation.x();
    int lines = Math.min(y.outputs(), Math.max(1, BAND / x.outputs()));
    int images = 1;
    if (lines == y.outputs()) {
      int outputs = Math.max(1, y.outputs() * x.outputs());
      images = Math.min(correlation.batch(), Math.max(1, JOINED / outputs));
    }
    if (lines * images > 1) {
      Patches patches = new Patches(y, x, true, images, lines, x.outputs());
      if (patches.roomOfChannel(images) <= ROOM) {
        return patches;
      }
    }
    return new Patches(y, x, false, 1, 1, Math.min(x.outputs(), BAND));
  }

  /** Outputs in a band, at most. */
  int outputs() {
    return images * lines * columns;
  }

  /** How many bands follow one another downwards. */
  int bandsDown() {
    return (y.outputs() - 1) / lines + 1;
  }

  /** How many bands lie side by side. */
  int bandsAcross() {
    return (x.outputs() - 1) / columns + 1;
  }

  /** How many bands of images there are. */
  int bandsOfImages(int batch) {
    return (batch - 1) / images + 1;
  }

  /** Elements of the copies for one channel. */
  long roomOfChannel(int joined) {
    return (long) copies * phases * linesOfPhase * joined * length;
  }

  /** Where the run of each channel and tap begins in the copies for a number of joined images. */
  int[] offsets(int channels, int joined) {
    int[] ofTaps = new int[y.count() * x.count()];
    for (int ty = 0; ty < y.count(); ty++) {
      for (int tx = 0; tx < x.count(); tx++) {
        ofTaps[ty * x.count() + tx] = offset(ty, tx, joined);
      }
    }
    return repeated(ofTaps, channels, (int) roomOfChannel(joined));
  }

  private int offset(int ty, int tx, int joined) {
    int down = y.shifts()[ty] - leastShiftDown;
    int line = down % y.stride() * linesOfPhase + down / y.stride();
    int across = x.shifts()[tx] - leastShiftAcross;
    int copy = copied ? tx : across % x.stride();
    int column = copied ? 0 : across / x.stride();
    return (copy * phases * linesOfPhase + line) * joined * length + column;
  }

  /** The same in the source itself, where it {@link #isSource}. */
  int[] offsetsInSource(int channels) {
    int[] ofTaps = new int[y.count()];
    for (int ty = 0; ty < y.count(); ty++) {
      ofTaps[ty] = y.shifts()[ty] * x.inputs();
    }
    return repeated(ofTaps, channels, y.inputs() * x.inputs());
  }

  private static int[] repeated(int[] ofTaps, int channels, int channelStride) {
    int[] offsets = new int[channels * ofTaps.length];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = i / ofTaps.length * channelStride + ofTaps[i % ofTaps.length];
    }
    return offsets;
  }

  /** The input column at the beginning of a copied line, in a band that starts at output column {@code v}. */
  int firstColumn(int copy, int v) {
    return v * x.stride() + (copied ? x.shifts()[copy] : leastShiftAcross + copy);
  }

  /** The input line of the first copied line of a phase, in a band that starts at output line {@code u}. */
  int firstLine(int phase, int u) {
    return u * y.stride() + leastShiftDown + phase;
  }

  int phases() {
    return phases;
  }

  int linesOfPhase() {
    return linesOfPhase;
  }

  /** Whether the source itself, contiguous as it is, shows every channel and tap as a run: nothing is copied. */
  boolean isSource() {
    return images == 1
        && y.stride() == 1
        && x.stride() == 1
        && x.count() == 1
        && x.shifts()[0] == 0
        && x.outputs() == x.inputs()
        && columns == x.outputs()
        && y.leastShift() >= 0
        && y.leastShift() + y.span() + y.outputs() <= y.inputs();
  }
}
