package cycloid.study.figure;

import cycloid.study.markup.Markup;
import cycloid.study.markup.Numbers;
import java.util.List;

/** Small grey images side by side, each with a caption below. */
public record ImageGrid(String title, String description, List<Image> images) implements Figure {
  private static final int PER_ROW = 12;
  private static final double SIDE = 48;
  private static final double PITCH = 61;
  private static final double CAPTION = 26;
  private static final int GREYS = 16;

  /**
   * One image.
   *
   * @param columns pixels in a row
   * @param pixels 0 (paper) to 1 (ink), row after row from the top
   * @param caption a word below; may be empty
   */
  public record Image(int columns, double[] pixels, String caption) {
    public Image {
      if (columns < 1 || pixels.length % columns != 0) {
        throw new IllegalArgumentException("image: pixels must fill whole rows; got "
            + pixels.length + " pixels in " + columns + " columns");
      }
    }
  }

  public ImageGrid {
    images = List.copyOf(images);
  }

  @Override
  public int width() {
    return 720;
  }

  @Override
  public int height() {
    int rows = Math.max(1, (images.size() + PER_ROW - 1) / PER_ROW);
    boolean captions = images.stream().anyMatch(image -> !image.caption().isEmpty());
    return (int) (rows * (captions ? SIDE + CAPTION : PITCH));
  }

  @Override
  public void draw(Markup svg, String id) {
    boolean captions = images.stream().anyMatch(image -> !image.caption().isEmpty());
    for (int i = 0; i < images.size(); i++) {
      double left = i % PER_ROW * PITCH;
      double top = i / PER_ROW * (captions ? SIDE + CAPTION : PITCH);
      drawImage(svg, images.get(i), left, top);
      if (captions) {
        svg.element(
            "text",
            images.get(i).caption(),
            "class",
            "tick",
            "x",
            left + SIDE / 2,
            "y",
            top + SIDE + 15,
            "text-anchor",
            "middle");
      }
    }
  }

  /** One path for each grey, of one rectangle for each run of equal pixels in a row. */
  private static void drawImage(Markup svg, Image image, double left, double top) {
    double cell = SIDE / image.columns();
    svg.empty(
        "rect",
        "class",
        "plate",
        "x",
        left,
        "y",
        top,
        "width",
        SIDE,
        "height",
        cell * image.pixels().length / image.columns());
    for (int grey = 1; grey <= GREYS; grey++) {
      String path = runs(image, grey, left, top, cell);
      if (!path.isEmpty()) {
        svg.empty(
            "path",
            "class",
            "ink",
            "fill-opacity",
            String.valueOf(grey / (double) GREYS),
            "d",
            path);
      }
    }
  }

  private static String runs(Image image, int grey, double left, double top, double cell) {
    StringBuilder path = new StringBuilder();
    int columns = image.columns();
    for (int k = 0; k < image.pixels().length; ) {
      int run = 0;
      while (run < columns - k % columns && grey(image.pixels()[k + run]) == grey) {
        run++;
      }
      if (run > 0) {
        String corner = Polyline.point(left + cell * (k % columns), top + cell * (k / columns));
        path.append('M').append(corner).append(rectangle(cell * run, cell));
      }
      k += Math.max(1, run);
    }
    return path.toString();
  }

  private static String rectangle(double width, double height) {
    String across = Numbers.coordinate(width);
    return "h" + across + "v" + Numbers.coordinate(height) + "h-" + across + "z";
  }

  private static int grey(double pixel) {
    return (int) Math.round(GREYS * Math.max(0, Math.min(1, pixel)));
  }
}
