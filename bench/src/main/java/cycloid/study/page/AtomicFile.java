package cycloid.study.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Replaces the file by the text, in UTF-8; missing directories are made.
   *
   * <p>The text goes to a hidden file in the same directory, which is moved over the target when it is complete and on
   * the disk. Whoever reads the target sees the old file or the new one. If writing fails, or the process is told to end
   * meanwhile, the hidden file is removed.
   *
   * @throws IOException if the file cannot be written; the target is as it was
   */
  public static void write(Path target, String text) throws IOException {
    Path absolute = target.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      throw new IOException("write: target must be a file; got directory " + target);
    }
    Files.createDirectories(absolute.getParent());
    Path draft =
        absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
    Thread cleaner = new Thread(() -> delete(draft), "remove " + draft.getFileName());
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      writeThrough(draft, text);
      Files.move(draft, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(draft);
      release(cleaner);
    }
  }

  /** A move may reach the disk before the bytes do, so these are forced there first. */
  private static void writeThrough(Path draft, String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // Nothing better can be done: the draft is hidden and has a name of its own.
    }
  }

  private static void release(Thread cleaner) {
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook runs.
    }
  }
}
