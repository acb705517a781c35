package cycloid.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** All tasks, in the order in which they are measured. */
public final class Catalogue {
  private Catalogue() {}

  /** The tasks that other libraries have too. */
  public static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    tasks.addAll(MatrixProductTasks.all());
    tasks.addAll(ArrayTasks.all());
    tasks.addAll(OptimizerTasks.all());
    tasks.addAll(TrainingTasks.all());
    return tasks;
  }

  /** These, and every function in both precisions, every update rule, and the other kernels. */
  public static List<Task> all() {
    List<Task> all = new ArrayList<>(tasks());
    all.addAll(FunctionTasks.all());
    all.addAll(KernelTasks.all());
    return all;
  }

  /** The task of a name, or none. */
  static List<Task> named(String name) {
    return all().stream().filter(task -> task.name().equals(name)).toList();
  }

  /** The tasks of which a name, its own or a peer's, holds the filter: a part of it, or a regular expression. */
  public static List<Task> matching(List<Task> tasks, String filter) {
    Pattern pattern = pattern(filter);
    return tasks.stream()
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
