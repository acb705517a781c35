package cycloid.tensor.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that are read: those of a file, or of an entry of an archive. Knows how many there are before reading any. */
final class Source {
  /** What gives bytes: {@code FileChannel::read}, or a stream, which takes the position on trust. */
  interface Bytes {
    int read(ByteBuffer into, long position) throws IOException;
  }

  private final String format;
  private final String name;
  private final long length;
  private final Bytes bytes;

  Source(String format, String name, long length, Bytes bytes) {
    this.format = format;
    this.name = name;
    this.length = length;
    this.bytes = bytes;
  }

  long length() {
    return length;
  }

  String name() {
    return name;
  }

  /** Fills the buffer with the bytes from a position on, and flips it. */
  ByteBuffer read(ByteBuffer buffer, long position, String part) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int count = bytes.read(buffer, at);
      if (count < 0) {
        throw fault(at, "the file must not end inside " + part, at + " bytes");
      }
      at += count;
    }
    return buffer.flip();
  }

  FileFormatException fault(long offset, String must, Object got) {
    return FileFormatException.atByte(format, must, String.valueOf(got), name, offset);
  }
}
