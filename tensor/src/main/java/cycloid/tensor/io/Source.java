package cycloid.tensor.io;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that are read: those of a file, or of an entry of an archive. Knows how many there are before reading any. */
final class Source {
  /** Below this, setting up a mapping costs more than copying through a buffer; above, mapped reading is 1.5 times as fast. */
  private static final int MAPPED_BYTES = 1 << 20;
  /** Windows refuses to replace a file as long as the collector has not released its mappings. */
  private static final boolean MAY_MAP = File.separatorChar == '/';

  /** What gives bytes, one after the other; a stream takes the position on trust. */
  interface Bytes {
    int read(ByteBuffer into, long position) throws IOException;
  }

  private final String format;
  private final String name;
  private final long length;
  private final Bytes bytes;
  private final FileChannel file;

  private Source(String format, String name, long length, Bytes bytes, FileChannel file) {
    this.format = format;
    this.name = name;
    this.length = length;
    this.bytes = bytes;
    this.file = file;
  }

  /** The bytes of a file. */
  static Source of(String format, String name, FileChannel file) throws IOException {
    return new Source(format, name, file.size(), file::read, file);
  }

  /** Bytes of which the length is known, read in order. */
  static Source of(String format, String name, long length, Bytes bytes) {
    return new Source(format, name, length, bytes, null);
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

  /** Whether a part of this length is better mapped than read. */
  boolean maps(long bytes) {
    return MAY_MAP && file != null && bytes >= MAPPED_BYTES;
  }

  /** The bytes from a position on, as memory. */
  ByteBuffer map(long position, int count) throws IOException {
    return file.map(FileChannel.MapMode.READ_ONLY, position, count);
  }

  FileFormatException fault(long offset, String must, Object got) {
    return FileFormatException.atByte(format, must, String.valueOf(got), name, offset);
  }
}
