package cycloid.tensor.io;

import cycloid.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a table of numbers, character by character, and knows line and column when something is wrong. */
final class CsvParser {
  private static final String FORMAT = "csv";
  private static final int MAX_FIELD = 1 << 16;
  /** Close to what the longest array can hold. */
  private static final int MAX_COUNT = Integer.MAX_VALUE - 8;

  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final BufferedReader reader;
  private final String name;
  private final char delimiter;
  private final StringBuilder field = new StringBuilder();

  /** The character to be read next. */
  private int next;

  private long line = 1;
  private int column = 1;
  private double[] values = new double[1024];
  private int count;

  CsvParser(InputStream in, String name, char delimiter) throws IOException {
    this.reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    this.name = name;
    this.delimiter = delimiter;
    advance();
    if (next == BYTE_ORDER_MARK) {
      advance();
    }
  }

  Csv.Table table(boolean header) throws IOException {
    List<String> names = header ? header() : List.of();
    int width = names.size();
    int rows = 0;
    for (; !atEnd(); rows++) {
      int length = row(header || rows > 0 ? width : Integer.MAX_VALUE);
      if (length < width) {
        throw fault("a row must have " + width + " fields", Integer.toString(length));
      }
      width = length;
      endLine();
    }
    return new Csv.Table(names, Tensor.wrap(Arrays.copyOf(values, count), rows, width));
  }

  // ---- lines

  private List<String> header() throws IOException {
    if (atEnd()) {
      throw fault("there must be a header", "the end of the file");
    }
    Set<String> names = new LinkedHashSet<>();
    boolean allNumbers = true;
    do {
      column = names.size() + 1;
      String label = field().strip();
      if (!names.add(label)) {
        throw fault("columns must have different names", Json.quoted(label) + " twice");
      }
      allNumbers &= parsed(label) != null;
    } while (delimiterFollows());
    if (allNumbers) {
      column = 1;
      throw fault("the header must name the columns", "numbers; is there no header?");
    }
    endLine();
    return List.copyOf(names);
  }

  /** Reads the numbers of a line; returns how many there were. */
  private int row(int most) throws IOException {
    int length = 0;
    do {
      column = ++length;
      if (length > most) {
        throw fault("a row must have " + most + " fields", "more");
      }
      add(number(field().strip()));
    } while (delimiterFollows());
    return length;
  }

  private boolean delimiterFollows() throws IOException {
    boolean follows = next == delimiter;
    if (follows) {
      advance();
    }
    return follows;
  }

  private void endLine() throws IOException {
    if (next == '\r') {
      advance();
      if (next == '\n') {
        advance();
      }
    } else if (next == '\n') {
      advance();
    }
    line++;
    column = 1;
  }

  /** Whether nothing but empty lines follows. */
  private boolean atEnd() throws IOException {
    long first = line;
    while (next == '\n' || next == '\r') {
      endLine();
    }
    if (next != END && line > first) {
      line = first;
      throw fault("an empty line must stand at the end of the file only", "one before others");
    }
    return next == END;
  }

  // ---- fields

  /** The text of a field, without its quotes. */
  private String field() throws IOException {
    field.setLength(0);
    if (next == '"') {
      quoted();
    } else {
      while (next != delimiter && next != '\n' && next != '\r' && next != END) {
        if (next == '"') {
          throw fault(
              "a quote must stand at the beginning of a field",
              "one after " + Json.quoted(field.toString()));
        }
        append();
      }
    }
    return field.toString();
  }

  private void quoted() throws IOException {
    long first = line;
    advance();
    while (true) {
      if (next == END) {
        line = first;
        throw fault("a quoted field must be closed", "the end of the file");
      }
      if (next == '"') {
        advance();
        if (next != '"') {
          break;
        }
      }
      line += next == '\n' ? 1 : 0;
      append();
    }
    if (next != delimiter && next != '\n' && next != '\r' && next != END) {
      throw fault("a delimiter must follow a closed quote", Json.quoted(Character.toString(next)));
    }
  }

  private void append() throws IOException {
    if (field.length() == MAX_FIELD) {
      throw fault("a field must have at most " + MAX_FIELD + " characters", "more");
    }
    field.append((char) next);
    advance();
  }

  private void advance() throws IOException {
    try {
      next = reader.read();
    } catch (CharacterCodingException e) {
      throw fault("the file must be UTF-8", "other bytes in or after this field");
    }
  }

  // ---- numbers

  private double number(String text) throws FileFormatException {
    Double number = parsed(text);
    if (number == null) {
      throw fault("a field must be a number", text.isEmpty() ? "none" : Json.quoted(text));
    }
    return number;
  }

  /** The number that a text means, or null. */
  private static Double parsed(String text) {
    boolean isSigned = text.startsWith("-") || text.startsWith("+");
    switch (text.substring(isSigned ? 1 : 0).toLowerCase(Locale.ROOT)) {
      case "nan":
        return Double.NaN;
      case "inf", "infinity":
        return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      default:
        break;
    }
    // Only these characters, since Java also knows hexadecimal numbers and the suffixes d and f.
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789.+-eE".indexOf(text.charAt(i)) < 0) {
        return null;
      }
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void add(double value) throws FileFormatException {
    if (count == values.length) {
      if (count == MAX_COUNT) {
        throw fault("a table must have at most " + MAX_COUNT + " numbers", "more");
      }
      values = Arrays.copyOf(values, (int) Math.min(2L * count, MAX_COUNT));
    }
    values[count++] = value;
  }

  private FileFormatException fault(String must, String got) {
    return FileFormatException.atField(FORMAT, must, got, name, line, column);
  }
}
