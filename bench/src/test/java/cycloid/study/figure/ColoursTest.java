package cycloid.study.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ColoursTest {
  /** Linear RGB as seen without one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1. */
  private static final Map<String, double[][]> VISIONS = Map.of(
      "full", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
      "protanopia",
          new double[][] {
            {0.152286, 1.052583, -0.204868},
            {0.114503, 0.786281, 0.099216},
            {-0.003882, -0.048116, 1.051998}
          },
      "deuteranopia",
          new double[][] {
            {0.367322, 0.860646, -0.227968},
            {0.280085, 0.672501, 0.047413},
            {-0.011820, 0.042940, 0.968881}
          },
      "tritanopia",
          new double[][] {
            {1.255528, -0.076749, -0.178779},
            {-0.078411, 0.930809, 0.147602},
            {0.004733, 0.691367, 0.303900}
          });

  private static final String[] SCHEMES =
      Figure.css().split("@media \\(prefers-color-scheme: dark\\)");

  /** The custom properties of the light (0) or dark (1) scheme, as linear RGB. */
  private static Map<String, double[]> scheme(int dark) {
    Map<String, double[]> colours = new HashMap<>();
    Matcher property = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6})").matcher(SCHEMES[dark]);
    while (property.find()) {
      int rgb = Integer.parseInt(property.group(2), 16);
      colours.put(
          property.group(1), new double[] {linear(rgb >> 16), linear(rgb >> 8), linear(rgb)});
    }
    return colours;
  }

  private static double linear(int channel) {
    double c = (channel & 255) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  @Test
  void bothSchemesDefineTheSameNames() {
    assertEquals(scheme(0).keySet(), scheme(1).keySet());
    assertTrue(scheme(0).containsKey(Colours.className(Colours.COUNT - 1)));
  }

  @Test
  void curvesStandOutFromThePaper() {
    for (int dark = 0; dark < 2; dark++) {
      Map<String, double[]> colours = scheme(dark);
      for (int i = 0; i < Colours.COUNT; i++) {
        double contrast = contrast(colours.get("series-" + i), colours.get("paper"));
        assertTrue(
            contrast >= 3, "series-" + i + " has contrast " + contrast + " in scheme " + dark);
      }
      assertTrue(contrast(colours.get("soft"), colours.get("paper")) >= 4.5);
    }
  }

  @Test
  void curvesStayApartInEveryColourVision() {
    for (int dark = 0; dark < 2; dark++) {
      Map<String, double[]> colours = scheme(dark);
      for (Map.Entry<String, double[][]> vision : VISIONS.entrySet()) {
        for (int i = 0; i < Colours.COUNT; i++) {
          for (int j = 0; j < i; j++) {
            double[] a = oklab(seen(vision.getValue(), colours.get("series-" + i)));
            double[] b = oklab(seen(vision.getValue(), colours.get("series-" + j)));
            double distance =
                Math.sqrt(square(a[0] - b[0]) + square(a[1] - b[1]) + square(a[2] - b[2]));
            assertTrue(
                distance > 0.1,
                i + " and " + j + " are " + distance + " apart with " + vision.getKey());
          }
        }
      }
    }
  }

  /** WCAG 2 contrast ratio. */
  private static double contrast(double[] a, double[] b) {
    double brighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (brighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(double[] rgb) {
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  }

  private static double[] seen(double[][] vision, double[] rgb) {
    double[] seen = new double[3];
    for (int i = 0; i < 3; i++) {
      seen[i] = Math.max(0, vision[i][0] * rgb[0] + vision[i][1] * rgb[1] + vision[i][2] * rgb[2]);
    }
    return seen;
  }

  /** Björn Ottosson's Oklab, in which equal distances look about equal. */
  private static double[] oklab(double[] rgb) {
    double l = Math.cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]);
    double m = Math.cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]);
    double s = Math.cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }

  private static double square(double x) {
    return x * x;
  }
}
