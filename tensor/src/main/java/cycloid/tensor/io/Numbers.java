package cycloid.tensor.io;

import cycloid.tensor.Slice;
import cycloid.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Moves the elements of tensors through a buffer of fixed size, between memory and bytes. */
final class Numbers {
  /** Large enough that a call to the system costs little, small enough for the second-level cache. */
  private static final int BUFFER_BYTES = 1 << 16;

  /** How much is mapped at a time. */
  private static final int MAPPED_BYTES = 1 << 26;

  private Numbers() {}

  private static ByteBuffer buffer(long bytes, ByteOrder order) {
    return ByteBuffer.allocate((int) Math.min(bytes, BUFFER_BYTES)).order(order);
  }

  /** The tensor stored row-major from a position on; the caller has seen that the bytes are there. */
  static Tensor read(Source source, long position, StoredType type, ByteOrder order, int[] shape)
      throws IOException {
    Tensor tensor = Tensor.zeros(type.dtype(), shape);
    long bytes = (long) tensor.size() * type.bytes();
    if (source.maps(bytes)) {
      readMapped(source, position, type, order, tensor);
    } else {
      readBuffered(source, position, type, buffer(bytes, order), tensor);
    }
    return tensor;
  }

  private static void readBuffered(
      Source source, long position, StoredType type, ByteBuffer buffer, Tensor tensor)
      throws IOException {
    int step = buffer.capacity() / type.bytes();
    for (int at = 0, count; at < tensor.size(); at += count) {
      count = Math.min(step, tensor.size() - at);
      buffer.clear().limit(count * type.bytes());
      source.read(buffer, position + (long) at * type.bytes(), "the numbers");
      type.decode(buffer, tensor.storage(), at, count);
    }
  }

  private static void readMapped(
      Source source, long position, StoredType type, ByteOrder order, Tensor tensor)
      throws IOException {
    int step = MAPPED_BYTES / type.bytes();
    try {
      for (int at = 0, count; at < tensor.size(); at += count) {
        count = Math.min(step, tensor.size() - at);
        ByteBuffer part = source
            .map(position + (long) at * type.bytes(), count * type.bytes())
            .order(order);
        type.decode(part, tensor.storage(), at, count);
      }
    } catch (InternalError e) {
      // What the virtual machine makes of a page that is no longer there.
      throw new IOException(
          "read: the file must not be cut while it is read; got " + source.name(), e);
    }
  }

  /** Writes the elements row-major and little-endian. */
  static void write(Tensor tensor, StoredType type, OutputStream out) throws IOException {
    long bytes = (long) tensor.size() * type.bytes();
    write(tensor, type, buffer(bytes, ByteOrder.LITTLE_ENDIAN), out);
  }

  /** A view that is not contiguous is copied in parts that fit the buffer. */
  private static void write(Tensor tensor, StoredType type, ByteBuffer buffer, OutputStream out)
      throws IOException {
    int step = buffer.capacity() / type.bytes();
    if (tensor.isContiguous() || tensor.size() <= step) {
      writeContiguous(tensor.contiguous(), type, buffer, out);
      return;
    }
    int extent = tensor.shape()[0];
    for (int i = 0, rows; i < extent; i += rows) {
      rows = Math.min(Math.max(1, step / (tensor.size() / extent)), extent - i);
      Tensor part = tensor.slice(Slice.of(i, i + rows));
      write(rows == 1 ? part.squeeze(0) : part, type, buffer, out);
    }
  }

  private static void writeContiguous(
      Tensor tensor, StoredType type, ByteBuffer buffer, OutputStream out) throws IOException {
    int step = buffer.capacity() / type.bytes();
    for (int at = 0, count; at < tensor.size(); at += count) {
      count = Math.min(step, tensor.size() - at);
      type.encode(tensor.dtype(), tensor.storage(), tensor.offset() + at, count, buffer);
      out.write(buffer.array(), 0, count * type.bytes());
    }
  }
}
