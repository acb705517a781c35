package cycloid.tensor.io;

import cycloid.tensor.Shapes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The beginning of a .safetensors file, read and checked: after it the tensors are known to lie one after the other,
 * without a gap, from the end of the header to the end of the file.
 *
 * <pre>
 * File:      8 bytes length of the header, little-endian; the header, JSON in UTF-8; the data
 * Header:    {"NAME": {"dtype": "F32", "shape": [2, 3], "data_offsets": [BEGIN, END]}, ...,
 *            "__metadata__": {"KEY": "text", ...}}; offsets count from the end of the header
 * Source:    github.com/huggingface/safetensors, README, "Format"
 * </pre>
 */
final class SafetensorsHeader {
  static final String FORMAT = "safetensors";
  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;
  static final int MAX_LENGTH = 100_000_000;
  static final int MAX_RANK = 64;

  /**
   * One tensor.
   *
   * @param begin its first byte, counted from the beginning of the file
   * @param place where in the text of the header it is described
   */
  record Entry(String name, StoredType type, int[] shape, long begin, long end, int place) {}

  final Map<String, Entry> entries = new LinkedHashMap<>();
  final Map<String, String> metadata = new LinkedHashMap<>();

  private final Source source;
  private final String text;
  private final JsonReader json;
  private final long dataStart;

  private SafetensorsHeader(Source source, int length) throws IOException {
    this.source = source;
    this.dataStart = LENGTH_BYTES + (long) length;
    this.text = text(length);
    this.json = new JsonReader(text);
  }

  static SafetensorsHeader read(Source source) throws IOException {
    SafetensorsHeader header = new SafetensorsHeader(source, length(source));
    try {
      header.parse();
      header.checkOrder();
    } catch (JsonException e) {
      throw source.fault(header.byteOf(e.position()), e.must(), e.got());
    }
    return header;
  }

  // ---- bytes

  private static int length(Source source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long length = source.read(bytes, 0, "the length of the header").getLong();
    long limit = Math.min(MAX_LENGTH, source.length() - LENGTH_BYTES);
    if (length < 2 || length > limit) {
      throw source.fault(
          0, "the header must have from 2 to " + limit + " bytes", Long.toUnsignedString(length));
    }
    return (int) length;
  }

  private String text(int length) throws IOException {
    ByteBuffer bytes = source.read(ByteBuffer.allocate(length), LENGTH_BYTES, "the header");
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    try {
      return decoder.decode(bytes).toString();
    } catch (CharacterCodingException e) {
      // The decoder leaves the buffer where the fault is.
      throw source.fault(
          LENGTH_BYTES + (long) bytes.position(),
          "the header must be UTF-8",
          String.format("byte 0x%02x", bytes.get(bytes.position())));
    }
  }

  /** The byte in the file of a character of the header. */
  private long byteOf(int character) {
    String before = text.substring(0, Math.min(character, text.length()));
    return LENGTH_BYTES + (long) before.getBytes(StandardCharsets.UTF_8).length;
  }

  // ---- entries

  private void parse() {
    if (text.charAt(0) != '{') {
      throw new JsonException(0, "the header must begin with {", Json.quoted(text.substring(0, 1)));
    }
    json.object(name -> {
      if (name.equals(METADATA)) {
        json.object(key -> metadata.put(key, json.string()));
      } else {
        entries.put(name, entry(name));
      }
    });
    json.end();
  }

  private Entry entry(String name) {
    int place = json.next();
    Fields fields = new Fields();
    json.object(fields::read);
    if (fields.type == null || fields.shape == null || fields.offsets == null) {
      throw new JsonException(
          place,
          "a tensor must have dtype, shape and data_offsets",
          Json.quoted(name) + " without one of them");
    }
    int[] shape = fields.shape.stream().mapToInt(Integer::intValue).toArray();
    long begin = fields.offsets.get(0);
    long end = fields.offsets.get(1);
    long bytes = bytes(fields.type, shape, place);
    if (begin > end || end > source.length() - dataStart || end - begin != bytes) {
      throw new JsonException(
          place,
          "data_offsets of " + Json.quoted(name) + " must be " + bytes
              + " bytes apart within the data of " + (source.length() - dataStart),
          fields.offsets.toString());
    }
    return new Entry(name, fields.type, shape, dataStart + begin, dataStart + end, place);
  }

  /** What is said of one tensor. */
  private final class Fields {
    private StoredType type;
    private List<Integer> shape;
    private List<Long> offsets;

    void read(String field) {
      switch (field) {
        case "dtype" -> type = type();
        case "shape" -> {
          shape = new ArrayList<>();
          json.array(() -> shape.add(extent(shape.size())));
        }
        case "data_offsets" -> {
          int place = json.next();
          offsets = new ArrayList<>();
          json.array(() -> offsets.add(offset(offsets.size())));
          if (offsets.size() != 2) {
            throw new JsonException(place, "there must be two data_offsets", offsets.toString());
          }
        }
        default -> json.skipValue();
      }
    }
  }

  private StoredType type() {
    int place = json.next();
    String name = json.string();
    for (StoredType type : StoredType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new JsonException(
        place, "dtype must be one of " + List.of(StoredType.values()), Json.quoted(name));
  }

  private int extent(int axis) {
    int place = json.next();
    long extent = json.wholeNumber();
    if (extent < 0 || extent > Integer.MAX_VALUE || axis >= MAX_RANK) {
      throw new JsonException(
          place,
          "a shape must have at most " + MAX_RANK + " extents, each from 0 to " + Integer.MAX_VALUE,
          extent + " along axis " + axis);
    }
    return (int) extent;
  }

  private long offset(int index) {
    int place = json.next();
    long offset = json.wholeNumber();
    if (offset < 0 || index > 1) {
      throw new JsonException(
          place, "there must be two data_offsets, not negative", offset + " as number " + index);
    }
    return offset;
  }

  private long bytes(StoredType type, int[] shape, int place) {
    long bytes = type.bytes();
    for (int extent : shape) {
      if (extent == 0) {
        return 0;
      }
      // Saturates: nothing of this size fits a file.
      bytes = bytes > Long.MAX_VALUE / extent ? Long.MAX_VALUE : bytes * extent;
    }
    return bytes;
  }

  // ---- all of them together

  private void checkOrder() {
    List<Entry> inOrder = new ArrayList<>(entries.values());
    inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long expected = dataStart;
    for (Entry entry : inOrder) {
      if (entry.begin != expected) {
        throw new JsonException(
            entry.place,
            "tensors must follow each other without gap or overlap; " + Json.quoted(entry.name)
                + " must begin at " + (expected - dataStart),
            Long.toString(entry.begin - dataStart));
      }
      expected = entry.end;
    }
    if (expected != source.length()) {
      throw new JsonException(
          text.length(),
          "the file must end with its last tensor, after " + (expected - dataStart)
              + " bytes of data",
          source.length() - dataStart + " bytes");
    }
  }

  /** The tensor of a name. */
  Entry entry(String op, String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(op + ": name must be one of the " + entries.size()
          + " tensors of " + source.name() + "; got " + Json.quoted(name));
    }
    return entry;
  }

  /** A fault in the description of a tensor. */
  FileFormatException fault(Entry entry, String must) {
    return source.fault(byteOf(entry.place), must, Shapes.text(entry.shape));
  }
}
