package cycloid;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import cycloid.autodiff.nn.Parameter;
import cycloid.optim.AdamW;
import cycloid.optim.Optimizer;
import cycloid.simd.DType;
import cycloid.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimizerStepAllocatesNothingTest {

  @Test
  void aStepInASteadyStateAllocatesNothing() {
    List<Parameter> parameters = new ArrayList<>();
    for (int k = 0; k < 20; k++) {
      int rows = k == 7 ? 200 : 3;
      Parameter parameter = new Parameter("p" + k, Tensor.ones(DType.F32, rows, 100));
      parameter.setGradient(Tensor.ones(DType.F32, rows, 100));
      parameters.add(parameter);
    }
    Optimizer optimizer = AdamW.rule().learningRate(step -> 1e-3).on(parameters);
    for (int t = 0; t < 3000; t++) {
      optimizer.step();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int t = 0; t < 1000; t++) {
      optimizer.step();
    }
    double bytes = (threads.getThreadAllocatedBytes(thread) - before) / 1000.0;
    // The least array of this model has 1200 bytes; iterators that C2 does not remove are smaller.
    assertTrue(bytes < 1000, bytes + " bytes a step");
  }
}
