package cycloid.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The value of {@code --out}. */
final class OutputDirectory {
  private OutputDirectory() {}

  /** Finds out before a long computation, not after it, whether a directory can be written or made. */
  static void check(Path directory) throws IOException {
    Path existing = directory.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IOException("--out must be a directory that can be written; got " + directory);
    }
  }
}
