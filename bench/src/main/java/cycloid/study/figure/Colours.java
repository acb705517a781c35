package cycloid.study.figure;

/**
 * The palette: six colours, defined in {@code figure.css} for light and for dark pages, that stay apart for readers
 * with protanopia, deuteranopia and tritanopia.
 */
public final class Colours {
  /** How many there are. */
  public static final int COUNT = 6;

  private Colours() {}

  static void check(String what, int colour) {
    if (colour < 0 || colour >= COUNT) {
      throw new IllegalArgumentException(
          what + ": colour must be in [0, " + COUNT + "); got " + colour);
    }
  }

  /** The class that gives an element the colour as {@code currentColor}. */
  public static String className(int colour) {
    check("className", colour);
    return "series-" + colour;
  }
}
