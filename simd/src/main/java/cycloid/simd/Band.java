package cycloid.simd;

/** A part of the outputs of a correlation, computed at once: images, lines and columns, from the first of each on. */
record Band(int image, int images, int line, int lines, int column, int columns) {

  /** Band number {@code index}: across, then down, then along the images. */
  static Band of(Patches patches, Correlation correlation, int index) {
    int across = index % patches.bandsAcross();
    int down = index / patches.bandsAcross() % patches.bandsDown();
    int image = index / patches.bandsAcross() / patches.bandsDown() * patches.images;
    int line = down * patches.lines;
    int column = across * patches.columns;
    return new Band(
        image,
        Math.min(patches.images, correlation.batch() - image),
        line,
        Math.min(patches.lines, correlation.y().outputs() - line),
        column,
        Math.min(patches.columns, correlation.x().outputs() - column));
  }

  /** The number of outputs. */
  int size() {
    return images * lines * columns;
  }
}
