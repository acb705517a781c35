package cycloid.tensor.io;

import cycloid.tensor.Shapes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a .npy file.
 *
 * <pre>
 * File:      0x93 "NUMPY"; version, 2 bytes; length of the header, little-endian, 2 bytes in version 1 and 4 later; the
 *            header, ASCII, from version 3 UTF-8; the numbers
 * Header:    {'descr': '&lt;f8', 'fortran_order': False, 'shape': (3, 4), } and spaces
 * Source:    NumPy Enhancement Proposal 1; numpy.lib.format
 * </pre>
 *
 * @param order the byte order of the numbers
 * @param fortran whether the first index runs fastest
 * @param dataStart where the numbers begin
 */
record NpyHeader(StoredType type, ByteOrder order, boolean fortran, int[] shape, long dataStart) {
  static final String FORMAT = "npy";
  /** A header for plain numbers is far shorter. */
  static final int MAX_LENGTH = 1 << 16;

  static final int MAX_RANK = 64;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int VERSION_AT = 6;
  private static final int LENGTH_AT = 8;
  /** Numbers begin at a multiple of this, as NumPy writes them. */
  private static final int ALIGNMENT = 64;

  private static final Pattern DESCR = Pattern.compile("([<>|=]?)([fiub])([1248])");

  // ---- reading

  static NpyHeader read(Source source) throws IOException {
    ByteBuffer start = source.read(ByteBuffer.allocate(LENGTH_AT), 0, "the magic");
    int equal = Arrays.mismatch(start.array(), MAGIC);
    if (equal < MAGIC.length) {
      throw source.fault(
          equal, "the file must begin with 0x93 and NUMPY", hex(start.array()[equal]));
    }
    int major = start.get(VERSION_AT);
    int minor = start.get(VERSION_AT + 1);
    if (major < 1 || major > 3 || minor != 0) {
      throw source.fault(VERSION_AT, "the version must be 1.0, 2.0 or 3.0", major + "." + minor);
    }
    int width = major == 1 ? 2 : 4;
    ByteBuffer bytes = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
    source.read(bytes, LENGTH_AT, "the length of the header");
    long length = width == 2
        ? Short.toUnsignedLong(bytes.getShort())
        : Integer.toUnsignedLong(bytes.getInt());
    long textAt = LENGTH_AT + width;
    long limit = Math.min(MAX_LENGTH, source.length() - textAt);
    if (length > limit) {
      throw source.fault(
          LENGTH_AT,
          "the length of the header must be at most " + limit + ", at most the rest of the file",
          length);
    }
    ByteBuffer header = source.read(ByteBuffer.allocate((int) length), textAt, "the header");
    // Every legal character is ASCII; any charset that keeps one character for each byte tells the
    // place.
    String text = new String(header.array(), StandardCharsets.ISO_8859_1);
    return new Parser(source, text, textAt).parse();
  }

  private static String hex(byte value) {
    return String.format("0x%02x", value);
  }

  /** Reads a Python dictionary of strings, truth values and tuples of whole numbers; nothing else of Python. */
  private static final class Parser {
    private final Source source;
    private final String text;
    private final long start;
    private int at;
    private String descr;
    private int descrAt;
    private Boolean fortran;
    private int[] shape;
    private int shapeAt;

    Parser(Source source, String text, long start) {
      this.source = source;
      this.text = text;
      this.start = start;
    }

    NpyHeader parse() throws FileFormatException {
      expect('{', "the header must be a dictionary");
      while (peek() != '}') {
        member();
        if (peek() != '}') {
          expect(',', "a comma or } must follow");
        }
      }
      at++;
      if (peek() != 0 || at < text.length()) {
        throw fault(at, "nothing must follow the dictionary", found());
      }
      String missing = descr == null
          ? "descr"
          : fortran == null ? "fortran_order" : shape == null ? "shape" : null;
      if (missing != null) {
        throw fault(0, "the header must have descr, fortran_order and shape", "no " + missing);
      }
      return header();
    }

    private void member() throws FileFormatException {
      peek();
      int keyAt = at;
      String key = string("a key must be a string");
      boolean twice;
      expect(':', "a colon must follow the key");
      peek();
      switch (key) {
        case "descr" -> {
          twice = descr != null;
          descrAt = at;
          descr = string("descr must be a string, as of plain numbers");
        }
        case "fortran_order" -> {
          twice = fortran != null;
          fortran = truth();
        }
        case "shape" -> {
          twice = shape != null;
          shapeAt = at;
          shape = tuple();
        }
        default ->
          throw fault(keyAt, "keys must be descr, fortran_order and shape", Json.quoted(key));
      }
      if (twice) {
        throw fault(keyAt, "keys must differ", Json.quoted(key) + " twice");
      }
    }

    private String string(String must) throws FileFormatException {
      char quote = peek();
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw fault(at, must, found());
      }
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    private boolean truth() throws FileFormatException {
      boolean isTrue = text.startsWith("True", at);
      if (!isTrue && !text.startsWith("False", at)) {
        throw fault(at, "fortran_order must be True or False", found());
      }
      at += isTrue ? 4 : 5;
      return isTrue;
    }

    private int[] tuple() throws FileFormatException {
      expect('(', "shape must be a tuple");
      int[] extents = new int[MAX_RANK];
      int rank = 0;
      boolean comma = true;
      while (peek() != ')') {
        if (!comma) {
          throw fault(at, "a comma or ) must follow an extent", found());
        }
        if (rank == MAX_RANK) {
          throw fault(at, "shape must have at most " + MAX_RANK + " extents", "more");
        }
        extents[rank++] = extent();
        comma = peek() == ',';
        at += comma ? 1 : 0;
      }
      if (rank == 1 && !comma) {
        throw fault(at, "a tuple of one extent must have a comma", found());
      }
      at++;
      return Arrays.copyOf(extents, rank);
    }

    private int extent() throws FileFormatException {
      int first = at;
      long extent = 0;
      for (; at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9'; at++) {
        extent = Math.min(10 * extent + text.charAt(at) - '0', 1L << 31);
      }
      if (at == first || extent > Integer.MAX_VALUE) {
        throw fault(
            first, "extents must be whole numbers from 0 to " + Integer.MAX_VALUE, found(first));
      }
      // NumPy under Python 2 wrote long integers as 3L.
      at += at < text.length() && text.charAt(at) == 'L' ? 1 : 0;
      return (int) extent;
    }

    private NpyHeader header() throws FileFormatException {
      Matcher parts = DESCR.matcher(descr);
      StoredType type = parts.matches() ? type(parts.group(2) + parts.group(3)) : null;
      if (type == null) {
        throw fault(
            descrAt,
            "descr must be that of plain real numbers: b1, i1 to i8, u1 to u8, f2, f4 or f8, with < or >",
            Json.quoted(descr));
      }
      ByteOrder order = parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      long dataStart = start + text.length();
      long bytes = source.length() - dataStart;
      long expected = elements() * type.bytes();
      if (bytes != expected) {
        throw fault(
            shapeAt,
            Shapes.text(shape) + " numbers of " + parts.group(2) + parts.group(3) + " must have "
                + expected + " bytes after the header",
            bytes + " bytes");
      }
      return new NpyHeader(type, order, fortran, shape, dataStart);
    }

    private long elements() throws FileFormatException {
      try {
        return Shapes.size(FORMAT, shape);
      } catch (IllegalArgumentException e) {
        throw fault(
            shapeAt,
            "there must be at most " + Integer.MAX_VALUE + " elements",
            Shapes.text(shape));
      }
    }

    private static StoredType type(String kind) {
      return switch (kind) {
        case "f8" -> StoredType.F64;
        case "f4" -> StoredType.F32;
        case "f2" -> StoredType.F16;
        case "b1" -> StoredType.BOOL;
        case "i1", "i2", "i4", "i8" -> StoredType.valueOf("I" + 8 * (kind.charAt(1) - '0'));
        case "u1", "u2", "u4", "u8" -> StoredType.valueOf("U" + 8 * (kind.charAt(1) - '0'));
        default -> null;
      };
    }

    /** The next character that is no space, or 0 at the end. */
    private char peek() {
      while (at < text.length() && " \t\n\r\f".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private void expect(char c, String must) throws FileFormatException {
      if (peek() != c) {
        throw fault(at, must, found());
      }
      at++;
    }

    private String found() {
      return found(at);
    }

    /** A few characters from a position on. */
    private String found(int position) {
      return position == text.length()
          ? "the end of the header"
          : Json.quoted(
              text.substring(position, Math.min(position + 12, text.length())).strip());
    }

    private FileFormatException fault(int position, String must, String got) {
      return source.fault(start + position, must, got);
    }
  }

  // ---- writing

  /** The bytes before the numbers, which will be little-endian and row-major. */
  static byte[] bytes(StoredType type, int[] shape) {
    String text = "{'descr': '<f" + type.bytes() + "', 'fortran_order': False, 'shape': "
        + Shapes.text(shape) + ", }";
    int width = 2;
    int unpadded = LENGTH_AT + width + text.length() + 1;
    int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer bytes = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - LENGTH_AT - width));
    bytes.put((text + " ".repeat(total - unpadded) + "\n").getBytes(StandardCharsets.US_ASCII));
    return bytes.array();
  }
}
