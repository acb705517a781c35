package cycloid.bench;

import cycloid.simd.Workers;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * This program as the peer of itself, see {@link Peer}: another JDK, or another version, on the same tasks.
 *
 * <p>It takes the names of tasks from standard input, and stays.
 */
public final class Server {
  private Server() {}

  /** The command that runs it with the classes of this process, on another JDK. */
  public static String command(Path java) {
    return quoted(java.toString())
        + " --add-modules jdk.incubator.vector -Dcycloid.simd.warmup=caller -cp "
        + quoted(absolute(System.getProperty("java.class.path"))) + " " + Server.class.getName();
  }

  private static String absolute(String classPath) {
    StringBuilder absolute = new StringBuilder();
    for (String entry : classPath.split(File.pathSeparator)) {
      absolute.append(absolute.length() == 0 ? "" : File.pathSeparator);
      absolute.append(Path.of(entry).toAbsolutePath());
    }
    return absolute.toString();
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Answers; the words are the number of threads, a filter that is not looked at, and the seconds for each task. */
  public static void main(String[] words) throws IOException {
    Workers.setThreads(Integer.parseInt(words[0]));
    serve(
        Double.parseDouble(words[2]),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        System.out);
  }

  static void serve(double seconds, BufferedReader names, PrintStream out) throws IOException {
    String impl = "JDK " + System.getProperty("java.version");
    out.println("{" + Peer.READY + ": \"" + Session.IMPL + "\"}");
    String known = "";
    Work work = null;
    for (String name = names.readLine(); name != null; name = names.readLine()) {
      List<Task> tasks = Catalogue.named(name);
      if (!tasks.isEmpty()) {
        if (!name.equals(known)) {
          work = tasks.get(0).prepare().get();
          Stopwatch.warmUp(work);
          known = name;
        }
        double[] samples = Stopwatch.measure(work, seconds);
        out.println(Measurement.of(name, impl, Workers.threads(), samples).json());
      }
      out.println();
      out.flush();
    }
  }
}
