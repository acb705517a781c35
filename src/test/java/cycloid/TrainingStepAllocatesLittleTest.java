package cycloid;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import cycloid.autodiff.nn.Activation;
import cycloid.autodiff.nn.Layer;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Sequential;
import cycloid.optim.AdamW;
import cycloid.optim.Optimizer;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrainingStepAllocatesLittleTest {
  private static final int STEPS = 100;
  private static final int LIMIT = 64 * 1024;

  private static final int LAYERS = 12;

  /** Until the compiler has come to them, vectors are objects; on a busy machine that takes its time. */
  private static final long PATIENCE_SECONDS = 90;

  /** What a step allocates does not grow with the layers' sizes: it is what the tape notes. */
  @Test
  void aStepInASteadyStateAllocatesNoNumbers() {
    Random[] keys = Random.key(1).split(5);
    Sequential model = new Sequential(
        new Linear(196, 128, DType.F32, keys[0]),
        Activation.relu(),
        new Linear(128, 128, DType.F32, keys[1]),
        Activation.relu(),
        new Linear(128, 10, DType.F32, keys[2]));
    Tensor x = keys[3].normal(DType.F32, 128, 196);
    int[] labels = keys[4].integers(0, 10, 128);
    assertAllocatesLittle(model, x, labels);
  }

  /** Small layers, whose gradients lie side by side. */
  @Test
  void aStepOfPackedParametersAllocatesNoGradients() {
    Random[] keys = Random.key(2).split(LAYERS + 2);
    Layer[] layers = new Layer[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      layers[i] = new Linear(44, 44, DType.F32, keys[i]);
    }
    Sequential model = new Sequential(layers);
    Tensor x = keys[LAYERS].normal(DType.F32, 4, 44);
    int[] labels = keys[LAYERS + 1].integers(0, 10, 4);
    assertAllocatesLittle(model, x, labels);
    Object together = model.parameters().get(0).latestGradient().storage();
    // The gradients are 95040 bytes.
    assertTrue(model.parameterCount() * Float.BYTES > LIMIT);
    for (Parameter parameter : model.parameters()) {
      assertSame(together, parameter.latestGradient().storage());
    }
  }

  private static void assertAllocatesLittle(Sequential model, Tensor x, int[] labels) {
    Optimizer optimizer = AdamW.rule().on(model.parameters());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    double bytes;
    do {
      bytes = allocated(model, x, labels, optimizer) / (double) STEPS;
    } while (bytes >= LIMIT && System.nanoTime() < deadline);
    // Activations of one layer alone are 65536 bytes.
    assertTrue(bytes < LIMIT, bytes + " bytes a step");
  }

  /** What some steps allocate. */
  private static long allocated(Sequential model, Tensor x, int[] labels, Optimizer optimizer) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int t = 0; t < STEPS; t++) {
      step(model, x, labels, optimizer);
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static void step(Sequential model, Tensor x, int[] labels, Optimizer optimizer) {
    model.backward(p -> Losses.crossEntropy(model.forward(p.constant(x), p), labels));
    optimizer.step();
  }
}
