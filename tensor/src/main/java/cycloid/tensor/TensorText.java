package cycloid.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints a tensor as NumPy does: at most eight decimals, columns aligned, lines of at most 75 characters, and
 * of more than 1000 elements only three at each end of every axis.
 */
final class TensorText {
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;
  private static final int LINE_WIDTH = 75;

  private final Tensor x;
  private final boolean summarized;
  private final NumberText numbers;

  private TensorText(Tensor x) {
    this.x = x;
    this.summarized = x.size > THRESHOLD;
    List<Double> shown = new ArrayList<>();
    collect(0, x.offset, shown);
    this.numbers = new NumberText(x.dtype, shown);
  }

  static String of(Tensor x) {
    if (x.shape.length == 0) {
      return NumberText.scalar(x.dtype, x.item());
    }
    if (x.size == 0) {
      return "[]";
    }
    return new TensorText(x).lines(0, x.offset, LINE_WIDTH, " ");
  }

  private boolean cut(int axis) {
    return summarized && x.shape[axis] > 2 * EDGE;
  }

  private void collect(int axis, int position, List<Double> shown) {
    if (axis == x.shape.length) {
      shown.add(x.dtype.get(x.storage, position));
      return;
    }
    for (int i = 0; i < x.shape[axis]; i++) {
      if (cut(axis) && i == EDGE) {
        i = x.shape[axis] - EDGE;
      }
      collect(axis + 1, position + i * x.strides[axis], shown);
    }
  }

  /** The text of a part; each closing bracket to come takes a column of the last line. */
  private String lines(int axis, int position, int width, String indent) {
    boolean last = axis == x.shape.length - 1;
    return last ? row(axis, position, width - 1, indent) : block(axis, position, width - 1, indent);
  }

  private String row(int axis, int position, int width, String indent) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    int extent = x.shape[axis];
    for (int i = 0; i < extent; i++) {
      if (cut(axis) && i == EDGE) {
        extend(text, line, "...", width, indent);
        line.append(' ');
        i = extent - EDGE;
      }
      String word = numbers.text(x.dtype.get(x.storage, position + i * x.strides[axis]));
      extend(text, line, word, width, indent);
      line.append(i == extent - 1 ? "" : " ");
    }
    return "[" + text.append(line).substring(indent.length()) + "]";
  }

  private static void extend(
      StringBuilder text, StringBuilder line, String word, int width, String indent) {
    if (line.length() + word.length() > width && line.length() > indent.length()) {
      text.append(line.toString().stripTrailing()).append('\n');
      line.setLength(0);
      line.append(indent);
    }
    line.append(word);
  }

  private String block(int axis, int position, int width, String indent) {
    String separator = "\n".repeat(x.shape.length - 1 - axis);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < x.shape[axis]; i++) {
      if (cut(axis) && i == EDGE) {
        text.append(indent).append("...").append(separator);
        i = x.shape[axis] - EDGE;
      }
      String part = lines(axis + 1, position + i * x.strides[axis], width, indent + " ");
      text.append(i == 0 ? "" : indent)
          .append(part)
          .append(i == x.shape[axis] - 1 ? "" : separator);
    }
    return text.append(']').toString();
  }
}
