package cycloid.study;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Handwritten digits, 8 by 8 pixels.
 *
 * <p>Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository,
 * CC BY 4.0.
 *
 * @param pixels 64 for each image, row by row, 0 (paper) to 1 (ink)
 * @param labels the digit that was meant
 */
record Digits(float[] pixels, int[] labels) {
  static final int PIXELS = 64;
  static final int CLASSES = 10;
  static final String CITATION =
      "E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI Machine Learning Repository, CC BY 4.0";

  private static final float INK = 16;

  /** Reads the images that come with the study. */
  static Digits load() {
    try (InputStream in = Digits.class.getResourceAsStream("/cycloid/data/digits.csv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return parse(reader.lines().skip(1).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Digits parse(List<String> lines) {
    float[] pixels = new float[lines.size() * PIXELS];
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String[] fields = lines.get(i).split(",");
      for (int j = 0; j < PIXELS; j++) {
        pixels[i * PIXELS + j] = Integer.parseInt(fields[j]) / INK;
      }
      labels[i] = Integer.parseInt(fields[PIXELS]);
    }
    return new Digits(pixels, labels);
  }

  int count() {
    return labels.length;
  }

  /** Returns the images with these numbers, in this order. */
  Digits select(int... numbers) {
    float[] chosen = new float[numbers.length * PIXELS];
    int[] meant = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(pixels, numbers[i] * PIXELS, chosen, i * PIXELS, PIXELS);
      meant[i] = labels[numbers[i]];
    }
    return new Digits(chosen, meant);
  }

  /** Returns the pixels of one image. */
  double[] image(int number) {
    double[] image = new double[PIXELS];
    for (int j = 0; j < PIXELS; j++) {
      image[j] = pixels[number * PIXELS + j];
    }
    return image;
  }
}
