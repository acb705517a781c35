package cycloid.tensor.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file whole or not at all. */
public final class AtomicFile {
  /** What a file shall contain. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; need not close the stream. */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Replaces the file by new content; missing folders are made.
   *
   * <p>The content goes to a hidden file in the same folder, which is moved over the target when it is complete and on
   * the disk. Whoever reads the target sees the old file or the new one, also after a crash. If writing fails, or the
   * process is told to end meanwhile, the hidden file is removed. A symbolic link stays, what it points to is replaced.
   *
   * @throws IOException if the file cannot be written; the target is as it was
   */
  public static void write(Path target, Content content) throws IOException {
    Path file = Files.isSymbolicLink(target) && Files.exists(target)
        ? target.toRealPath()
        : target.toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw new IOException("write: target must be a file; got directory " + target);
    }
    Files.createDirectories(file.getParent());
    Draft draft =
        new Draft(file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp"));
    Thread cleaner = new Thread(draft::end, "remove " + draft.path.getFileName());
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      writeThrough(draft, content);
      Files.move(draft.path, file, StandardCopyOption.ATOMIC_MOVE);
      force(file.getParent());
    } finally {
      draft.delete();
      release(cleaner);
    }
  }

  /** A hidden file. At the end of the process it is removed or, if it is not there yet, not made any more. */
  private static final class Draft {
    final Path path;
    private boolean ended;

    Draft(Path path) {
      this.path = path;
    }

    synchronized FileChannel create() throws IOException {
      if (ended) {
        throw new IOException("write: the process must not be ending; got its end before " + path);
      }
      return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    synchronized void end() {
      ended = true;
      delete();
    }

    void delete() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // Nothing better can be done: the draft is hidden and has a name of its own.
      }
    }
  }

  /** A move may reach the disk before the bytes do, so these are forced there first. */
  private static void writeThrough(Draft draft, Content content) throws IOException {
    try (FileChannel channel = draft.create();
        OutputStream out = Channels.newOutputStream(channel)) {
      content.writeTo(out);
      out.flush();
      channel.force(true);
    }
  }

  /** The move itself is on the disk when the folder is. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Where folders cannot be opened, as on Windows, the file system sees to it.
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
