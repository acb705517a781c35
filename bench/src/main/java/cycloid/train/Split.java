package cycloid.train;

import cycloid.autodiff.data.Dataset;
import cycloid.autodiff.data.Standardizer;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/**
 * Examples to learn from and others to test on. Numbers are standardized as the training examples ask for; tokens and
 * classes stay as they are.
 *
 * @param training what is learned from
 * @param test what was never seen
 * @param unit what one unit of a target was before; 1 when there are classes
 */
record Split(Dataset training, Dataset test, double unit) {

  static Split of(Problem problem, Random key) {
    Dataset[] parts = problem.examples().split(problem.share(), key);
    if (problem.tokens() > 0) {
      return new Split(parts[0], parts[1], 1);
    }
    Tensor measured = parts[0].inputs();
    Standardizer inputs = Standardizer.of(problem.alike() ? measured.reshape(-1, 1) : measured);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].withInputs(inputs.apply(parts[i].inputs()));
    }
    if (problem.classes() > 0) {
      return new Split(parts[0], parts[1], 1);
    }
    Standardizer targets = Standardizer.of(parts[0].targets());
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Dataset.of(parts[i].inputs(), targets.apply(parts[i].targets()));
    }
    return new Split(parts[0], parts[1], targets.deviation().item());
  }
}
