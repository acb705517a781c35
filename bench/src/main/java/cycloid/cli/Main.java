package cycloid.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** {@code ./cycloid COMMAND [OPTION...]}. Exit status: 0 done, 1 failed, 2 not understood. */
public final class Main {
  private static final List<Command> COMMANDS = List.of(
      new StudyCommand(),
      new TrainCommand(),
      new BenchCommand(),
      new OptimizersCommand(),
      new InfoCommand());

  private Main() {}

  /** Runs a command and ends the process with its exit status. */
  public static void main(String[] words) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(Arrays.asList(words), out, err));
  }

  /** Runs a command and returns its exit status. */
  static int run(List<String> words, PrintStream out, PrintStream err) {
    try {
      if (words.isEmpty()) {
        throw new UsageException("a command is needed");
      }
      if (List.of("help", "--help", "-h").contains(words.get(0))) {
        out.print(usage());
        return 0;
      }
      return run(find(words.get(0)), words.subList(1, words.size()), out, err);
    } catch (UsageException e) {
      err.println("cycloid: " + e.getMessage());
      err.println();
      err.print(usage());
      return 2;
    }
  }

  private static int run(Command command, List<String> words, PrintStream out, PrintStream err) {
    try {
      Options.Given given = command.options().read(words);
      if (given.has("--help")) {
        out.print(usage(command));
        return 0;
      }
      return command.run(given, out, err);
    } catch (UsageException e) {
      err.println("cycloid " + command.name() + ": " + e.getMessage());
      err.println();
      err.print(usage(command));
      return 2;
    } catch (Exception e) {
      err.println("cycloid " + command.name() + ": "
          + (e.getMessage() == null ? e.toString() : e.getMessage()));
      return 1;
    }
  }

  private static Command find(String name) throws UsageException {
    for (Command command : COMMANDS) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    throw new UsageException(
        (name.startsWith("-") ? "unknown option " : "unknown command ") + name);
  }

  private static String usage() {
    StringBuilder usage =
        new StringBuilder(String.format("usage: cycloid COMMAND [OPTION...]%n%ncommands:%n"));
    for (Command command : COMMANDS) {
      usage.append(String.format("  %-12s %s%n", command.name(), command.summary()));
    }
    return usage
        .append(String.format("%n'cycloid COMMAND --help' lists the options of a command.%n"))
        .toString();
  }

  private static String usage(Command command) {
    String head = String.format(
        "usage: cycloid %s %s%n%n", command.name(), command.options().forms());
    return head
        + String.format(
            "%s%n%noptions:%n%s", command.summary(), command.options().help());
  }
}
