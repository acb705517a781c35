package cycloid.tensor.io;

import java.io.IOException;

/**
 * A file breaks the rules of its format, or uses a part of the format that tensors have no place for.
 *
 * <p>The text is {@code <format>: <what must hold>; got <what was found> (<file>, byte 61)}, for tables {@code (<file>,
 * line 3, column 2)}.
 */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final long offset;
  private final long line;
  private final int column;

  private FileFormatException(
      String text, String place, String file, long offset, long line, int column) {
    super(text + " (" + file + ", " + place + ")");
    this.file = file;
    this.offset = offset;
    this.line = line;
    this.column = column;
  }

  /** A fault at a byte of a file. */
  static FileFormatException atByte(
      String format, String must, String got, String file, long offset) {
    return new FileFormatException(text(format, must, got), "byte " + offset, file, offset, -1, -1);
  }

  /** A fault in a field of a table. */
  static FileFormatException atField(
      String format, String must, String got, String file, long line, int column) {
    return new FileFormatException(
        text(format, must, got), "line " + line + ", column " + column, file, -1, line, column);
  }

  private static String text(String format, String must, String got) {
    return format + ": " + must + "; got " + got;
  }

  /** The file as it was named; of an archive also the entry: {@code model.npz, weights.npy}. */
  public String file() {
    return file;
  }

  /** The byte where the fault was seen, from 0; within an entry of an archive, from the entry's beginning. -1 for tables. */
  public long offset() {
    return offset;
  }

  /** The line of a table, from 1; -1 for other formats. */
  public long line() {
    return line;
  }

  /** The column of a table, that is the number of the field in its row, from 1; -1 for other formats. */
  public int column() {
    return column;
  }
}
