package cycloid.study;

import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.Sequential;
import cycloid.optim.Optimizer;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.Arrays;

/**
 * One training run, from its seed to what it has learned.
 *
 * @param trainingLoss the loss on all training images, before the first epoch and after each; NaN once it has diverged
 * @param testAccuracy the fraction of test images that are read rightly
 * @param read what each test image is read as
 * @param seconds the time of the training steps alone
 */
record Training(double[] trainingLoss, double testAccuracy, int[] read, double seconds) {
  static final int BATCH = 48;

  /** How many steps there are in so many epochs; what is left of an epoch after the last full batch is passed over. */
  static int steps(DigitsSplit split, int epochs) {
    return epochs * (split.training().count() / BATCH);
  }

  /** Trains and watches: the whole record. */
  static Training run(Racer racer, double rate, DigitsSplit split, long seed, int epochs) {
    Learner learner = new Learner(racer, rate, split, seed, epochs);
    double[] losses = new double[epochs + 1];
    Arrays.fill(losses, Double.NaN);
    losses[0] = loss(learner.network, split.training());
    for (int epoch = 1; epoch <= epochs && learner.epoch(epoch); epoch++) {
      losses[epoch] = loss(learner.network, split.training());
    }
    int[] read = learner.network.forward(pixels(split.test())).argMax(1);
    return new Training(losses, accuracy(read, split.test()), read, learner.nanoseconds * 1e-9);
  }

  /** Trains, and returns the loss on the validation images; NaN if it has diverged. */
  static double validationLoss(Racer racer, double rate, DigitsSplit split, long seed, int epochs) {
    Learner learner = new Learner(racer, rate, split, seed, epochs);
    for (int epoch = 1; epoch <= epochs; epoch++) {
      if (!learner.epoch(epoch)) {
        return Double.NaN;
      }
    }
    return loss(learner.network, split.validation());
  }

  /** A network with its optimizer and the stop watch. */
  private static final class Learner {
    private final Sequential network;
    private final Optimizer optimizer;
    private final Digits images;
    private final Random orders;
    private long nanoseconds;

    Learner(Racer racer, double rate, DigitsSplit split, long seed, int epochs) {
      Random[] keys = Random.key(seed).split(2);
      network = Network.create(keys[0]);
      optimizer = racer.optimizer(network.parameters(), rate, steps(split, epochs));
      images = split.training();
      orders = keys[1];
    }

    /** Shows every training image once; false when the loss is not finite any more, and never will be again. */
    boolean epoch(int epoch) {
      long begun = System.nanoTime();
      int[] order = orders.fold(epoch).permutation(images.count());
      try {
        for (int start = 0; start + BATCH <= order.length; start += BATCH) {
          step(images.select(Arrays.copyOfRange(order, start, start + BATCH)));
        }
      } catch (ArithmeticException diverged) {
        return false;
      }
      nanoseconds += System.nanoTime() - begun;
      return true;
    }

    private void step(Digits batch) {
      Tensor pixels = pixels(batch);
      network.backward(
          p -> Losses.crossEntropy(network.forward(p.constant(pixels), p), batch.labels()));
      optimizer.step();
    }
  }

  private static double loss(Sequential network, Digits images) {
    return Losses.crossEntropy(network.forward(pixels(images)), images.labels()).item();
  }

  private static Tensor pixels(Digits images) {
    return Tensor.wrap(images.pixels(), images.count(), Digits.PIXELS);
  }

  private static double accuracy(int[] read, Digits images) {
    int right = 0;
    for (int i = 0; i < read.length; i++) {
      right += read[i] == images.labels()[i] ? 1 : 0;
    }
    return right / (double) read.length;
  }
}
