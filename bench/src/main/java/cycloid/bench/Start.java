package cycloid.bench;

import cycloid.study.Progress;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How long it takes from the start of a process to its first result, by fresh processes of this JDK: with vectors and
 * without; as it comes, and with an archive of the classes, as {@code -XX:ArchiveClassesAtExit} makes one.
 */
public final class Start {
  private static final List<String> RESULTS = List.of("nothing", "kernel", "tensor", "gradient");
  private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

  /** How many processes are enough for a median. */
  public static final int TIMES = 20;

  private Start() {}

  /**
   * Measures all of them.
   *
   * @param times how many processes each
   * @param progress hears what is measured now
   * @param take takes each as soon as it is measured
   */
  public static void measure(int times, Progress progress, Consumer<Measurement> take)
      throws IOException {
    Path archive = Files.createTempFile("classes", ".jsa");
    Files.delete(archive);
    try {
      int done = 0;
      for (String result : RESULTS) {
        for (List<String> options : List.of(VECTORS, List.<String>of())) {
          String name = "start_" + result + "/" + (options.isEmpty() ? "scalar" : "vector");
          progress.report(done++ / (2.0 * RESULTS.size()), name);
          take.accept(measure(times, name, command(options, result)));
          if (classPathIsOfJars()) {
            List<String> with = new ArrayList<>(options);
            run(command(join(with, "-XX:ArchiveClassesAtExit=" + archive), result));
            with.add("-XX:SharedArchiveFile=" + archive);
            take.accept(measure(times, name + "_archive", command(with, result)));
            Files.deleteIfExists(archive);
          }
        }
      }
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private static List<String> join(List<String> options, String one) {
    List<String> joined = new ArrayList<>(options);
    joined.add(one);
    return joined;
  }

  /** An archive cannot hold classes of a folder. */
  private static boolean classPathIsOfJars() {
    for (String entry : classPath().split(File.pathSeparator)) {
      if (!new File(entry).isFile()) {
        return false;
      }
    }
    return true;
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static List<String> command(List<String> options, String result) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath(), FirstResult.class.getName(), result));
    return command;
  }

  private static Measurement measure(int times, String name, List<String> command)
      throws IOException {
    double[] samples = new double[times];
    for (int i = 0; i < times; i++) {
      samples[i] = run(command);
    }
    return Measurement.of(name, Session.IMPL, 1, samples);
  }

  /** Nanoseconds from the request for a process to the letter that it prints. */
  private static double run(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    long begun = System.nanoTime();
    Process process = builder.start();
    try (InputStream out = process.getInputStream()) {
      int letter = out.read();
      while (letter >= 0 && letter != '+') { // a virtual machine may print warnings here
        letter = out.read();
      }
      double time = System.nanoTime() - begun;
      out.transferTo(OutputStream.nullOutputStream());
      if (process.waitFor() != 0 || letter != '+') {
        throw new IOException("start: the process must print a plus; got none from " + command);
      }
      return time;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("start: interrupted", e);
    }
  }
}
