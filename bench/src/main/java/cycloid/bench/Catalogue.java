package cycloid.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** All tasks, in the order in which they are measured. */
public final class Catalogue {
  private Catalogue() {}

  /** The names of all tasks. */
  public static List<String> names() {
    return tasks().stream().map(Task::name).toList();
  }

  static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    tasks.addAll(MatrixProductTasks.all());
    tasks.addAll(ArrayTasks.all());
    tasks.addAll(OptimizerTasks.all());
    tasks.addAll(TrainingTasks.all());
    return tasks;
  }

  /** The tasks of which a name, its own or a peer's, holds the filter: a part of it, or a regular expression. */
  static List<Task> matching(String filter) {
    Pattern pattern = pattern(filter);
    return tasks().stream()
        .filter(task -> pattern.matcher(task.name()).find()
            || task.peers().stream().anyMatch(name -> pattern.matcher(name).find()))
        .toList();
  }

  /** A filter that is no regular expression is taken letter by letter. */
  private static Pattern pattern(String filter) {
    try {
      return Pattern.compile(filter);
    } catch (PatternSyntaxException e) {
      return Pattern.compile(Pattern.quote(filter));
    }
  }
}
