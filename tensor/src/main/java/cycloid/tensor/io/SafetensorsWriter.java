package cycloid.tensor.io;

import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lays out a .safetensors file as its own library does: wide types before narrow ones, then by name, and the header
 * filled up with spaces, so that every number is aligned; the same tensors give the same bytes.
 */
final class SafetensorsWriter {
  /** The header ends at a multiple of this. */
  private static final int ALIGNMENT = 8;

  private final List<Item> items = new ArrayList<>();
  private final byte[] header;

  private record Item(String name, Tensor tensor, StoredType type) {
    long bytes() {
      return (long) tensor.size() * type.bytes();
    }
  }

  SafetensorsWriter(
      Map<String, Tensor> tensors,
      Map<String, String> metadata,
      Function<Tensor, StoredType> stored) {
    tensors.forEach((name, tensor) -> items.add(new Item(name, tensor, stored.apply(tensor))));
    items.sort(
        Comparator.comparingInt((Item item) -> -item.type.bytes()).thenComparing(Item::name));
    this.header = header(new TreeMap<>(metadata)).getBytes(StandardCharsets.UTF_8);
    if (header.length > SafetensorsHeader.MAX_LENGTH) {
      throw new IllegalArgumentException("write: names and metadata must fit a header of "
          + SafetensorsHeader.MAX_LENGTH + " bytes; got " + header.length);
    }
  }

  private String header(Map<String, String> metadata) {
    StringJoiner members = new StringJoiner(",", "{", "}");
    if (!metadata.isEmpty()) {
      members.add(Json.quoted(SafetensorsHeader.METADATA) + ":"
          + metadata.entrySet().stream()
              .map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}")));
    }
    long begin = 0;
    for (Item item : items) {
      if (item.name.equals(SafetensorsHeader.METADATA)) {
        throw new IllegalArgumentException("write: a tensor must not be named " + item.name
            + "; got shape " + Shapes.text(item.tensor.shape()));
      }
      long end = begin + item.bytes();
      String shape = Arrays.stream(item.tensor.shape())
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(",", "[", "]"));
      members.add(quoted(item.name) + ":{\"dtype\":\"" + item.type + "\",\"shape\":" + shape
          + ",\"data_offsets\":[" + begin + "," + end + "]}");
      begin = end;
    }
    String text = members.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return text + " ".repeat(-length & (ALIGNMENT - 1));
  }

  /** UTF-8 has no place for half a pair of surrogates; it would come back as a question mark. */
  private static String quoted(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "write: names and metadata must be Unicode text; got an unpaired surrogate in " + text);
    }
    return Json.quoted(text);
  }

  void writeTo(OutputStream out) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES);
    out.write(length.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
    out.write(header);
    for (Item item : items) {
      Numbers.write(item.tensor, item.type, out);
    }
  }
}
