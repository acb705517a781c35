package cycloid.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private static final DigitsSplit SPLIT = DigitsSplit.of(Digits.load());

  private static Racer racer(String name) {
    return Racer.all().stream()
        .filter(racer -> racer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void thePartsMakeTheWhole() {
    int[] counts = new int[10];
    for (Digits part : new Digits[] {SPLIT.training(), SPLIT.validation(), SPLIT.test()}) {
      for (int label : part.labels()) {
        counts[label]++;
      }
    }
    assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, counts);
    assertEquals(360, SPLIT.test().count());
  }

  @Test
  void everyRacerLearnsInTwoEpochs() {
    for (Racer racer : Racer.all()) {
      Training run = Training.run(racer, racer.highest() / 8, SPLIT, 1, 2);
      assertTrue(run.trainingLoss()[2] < 0.9 * run.trainingLoss()[0], racer.name());
      assertEquals(3, run.trainingLoss().length);
    }
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    Training once = Training.run(racer("Adam"), 0.01, SPLIT, 7, 1);
    Training again = Training.run(racer("Adam"), 0.01, SPLIT, 7, 1);
    Training other = Training.run(racer("Adam"), 0.01, SPLIT, 8, 1);
    assertArrayEquals(once.trainingLoss(), again.trainingLoss());
    assertArrayEquals(once.read(), again.read());
    assertFalse(Arrays.equals(once.trainingLoss(), other.trainingLoss()));
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRun() {
    Training run = Training.run(racer("SGD"), 1e30, SPLIT, 1, 2);
    assertTrue(Double.isFinite(run.trainingLoss()[0]));
    assertTrue(Double.isNaN(run.trainingLoss()[2]));
    assertTrue(Double.isNaN(Training.validationLoss(racer("SGD"), 1e30, SPLIT, 1, 2)));
  }

  @Test
  void muonReadsNearlyAllDigits() {
    assertTrue(Training.run(racer("Muon"), 0.04, SPLIT, 1, 20).testAccuracy() >= 0.97);
  }
}
