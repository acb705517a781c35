package cycloid.tensor.io;

import cycloid.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tables of numbers as text: one row a line, fields with a delimiter between.
 *
 * <pre>{@code
 * Csv.Table wine = Csv.read(Path.of("wine.csv"));
 * Tensor x = wine.values().slice(Slice.all(), Slice.to(-1));
 * Tensor y = wine.column("label");
 * }</pre>
 */
public final class Csv {
  private Csv() {}

  /**
   * What a file holds.
   *
   * @param names the names of the columns; empty when the file has no header
   * @param values the numbers, a row for each line: (rows, columns) f64
   */
  public record Table(List<String> names, Tensor values) {
    /** A table from its parts; the list is copied. */
    public Table {
      names = List.copyOf(names);
    }

    /** The column of a name, a view of (rows); IllegalArgumentException when there is none. */
    public Tensor column(String name) {
      int index = names.indexOf(name);
      if (index < 0) {
        throw new IllegalArgumentException(
            "column: name must be one of " + names + "; got " + Json.quoted(name));
      }
      return values.select(1, index);
    }
  }

  /** Reads a table with commas between the fields and a header; errors as of {@link #read(Path, char, boolean)}. */
  public static Table read(Path path) throws IOException {
    return read(path, ',', true);
  }

  /**
   * Reads a table.
   *
   * <pre>
   * Format:    UTF-8; lines end with LF, CRLF or CR; fields may be quoted as in RFC 4180, and have spaces around them;
   *            numbers are decimal, or nan, inf, infinity in any case, with or without a sign
   * Shapes:    (rows, columns); of a file without lines and header (0, 0)
   * Edge:      empty lines are passed over at the end of the file only
   * Limits:    65 536 characters in a field, 2^31 - 9 numbers
   * Errors:    FileFormatException, which names line and column, when a field is missing or no number, when rows
   *            differ in length, when a header has a name twice, or nothing but numbers; IOException when reading fails
   * </pre>
   *
   * @param delimiter what stands between fields: a comma, a semicolon, a tab, ...
   * @param header whether the first line names the columns
   */
  public static Table read(Path path, char delimiter, boolean header) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString(), delimiter, header);
    }
  }

  /**
   * Reads a table from a stream, such as a resource has, to its end; otherwise as {@link #read(Path, char, boolean)}.
   *
   * @param name what errors call it
   */
  public static Table read(InputStream in, String name, char delimiter, boolean header)
      throws IOException {
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException(
          "read: delimiter must not be a quote or the end of a line; got "
              + Json.quoted(String.valueOf(delimiter)));
    }
    return new CsvParser(in, name, delimiter).table(header);
  }
}
