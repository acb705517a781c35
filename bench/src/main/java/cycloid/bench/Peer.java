package cycloid.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Another library's benchmark program.
 *
 * <p>It is run as {@code COMMAND THREADS FILTER SECONDS} and prints the measurements whose names contain the filter, one
 * JSON object a line. With {@code -} as filter it may answer {@code {"ready": NAME}} instead; then it stays, takes names
 * from standard input, one a line, and ends each answer by an empty line, so that it starts only once. It is idle while it
 * is not asked.
 */
final class Peer implements AutoCloseable {
  static final String READY = "\"ready\"";

  private final String command;
  private final List<String> words;
  private final Thread end = new Thread(this::close, "end of the peer");
  private Process server;
  private BufferedReader answers;
  private BufferedWriter questions;
  private final boolean isOwn;

  /**
   * Starts the program if it can stay.
   *
   * @param command of the shell, with its first arguments
   * @param seconds how long each benchmark is measured each time
   */
  Peer(String command, int threads, double seconds) throws IOException {
    this.command = command;
    this.words = List.of(Integer.toString(threads), "-", String.format(Locale.ROOT, "%s", seconds));
    Runtime.getRuntime().addShutdownHook(end);
    server = start("-");
    answers = reader(server);
    questions = new BufferedWriter(
        new OutputStreamWriter(server.getOutputStream(), StandardCharsets.UTF_8));
    String first = answers.readLine();
    boolean stays = first != null && first.contains(READY);
    isOwn = stays && first.contains('"' + Session.IMPL + '"');
    if (!stays) {
      stop();
    }
  }

  /** The names that it knows a task by: it may be this program too. */
  List<String> names(Task task) {
    return isOwn ? List.of(task.name()) : task.peers();
  }

  /** Measures the benchmark of exactly this name; empty if the program has none. */
  Optional<Measurement> measure(String name) throws IOException {
    return server == null ? runFor(name) : ask(name);
  }

  private Optional<Measurement> ask(String name) throws IOException {
    questions.write(name + "\n");
    questions.flush();
    Optional<Measurement> found = Optional.empty();
    for (String line = answers.readLine(); ; line = answers.readLine()) {
      if (line == null) {
        throw new IOException("--peer: the program must answer until it is closed; it ended at "
            + name + ": " + command);
      }
      if (line.isEmpty()) {
        return found;
      }
      found = choose(found, line, name);
    }
  }

  private Optional<Measurement> runFor(String name) throws IOException {
    server = start(name);
    server.getOutputStream().close();
    Optional<Measurement> found = Optional.empty();
    try (BufferedReader lines = reader(server)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        found = choose(found, line, name);
      }
    }
    int status = exitStatus(server);
    server = null;
    if (status != 0) {
      throw new IOException(
          "--peer: the program must end with status 0; got " + status + " from " + command);
    }
    return found;
  }

  private static Optional<Measurement> choose(
      Optional<Measurement> found, String line, String name) {
    return Measurement.parse(line).filter(one -> one.bench().equals(name)).or(() -> found);
  }

  /** The shell splits the command and puts the arguments behind it; it gives its place to the program. */
  private Process start(String filter) throws IOException {
    return new ProcessBuilder(
            "/bin/sh",
            "-c",
            "exec " + command + " \"$@\"",
            "peer",
            words.get(0),
            filter,
            words.get(2))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static int exitStatus(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      return -1;
    }
  }

  private void stop() {
    Process process = server;
    server = null;
    if (process != null) {
      process.destroy();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // The process is ending, and this is the hook.
    }
  }
}
