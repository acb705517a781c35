package cycloid.cli;

import java.io.PrintStream;

/** One thing that {@code ./cycloid} does. */
interface Command {
  /** The word that asks for it. */
  String name();

  /** What it does, in a few words. */
  String summary();

  /** The options it takes. */
  Options options();

  /**
   * Does it.
   *
   * @param given the options of this call
   * @param out for what was asked for
   * @param err for progress
   * @return the exit status
   * @throws Exception what went wrong; its message is for the user
   */
  int run(Options.Given given, PrintStream out, PrintStream err) throws Exception;
}
