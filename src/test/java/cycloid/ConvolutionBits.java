package cycloid;

import cycloid.autodiff.Autodiff;
import cycloid.autodiff.Variable;
import cycloid.simd.DType;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.PoolingSettings;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.List;

/** Fingerprints of convolutions, pooling and interpolation, and of their gradients, for {@link TrainingRun} to print. */
final class ConvolutionBits {
  private static final ConvolutionSettings STRIDED =
      ConvolutionSettings.PLAIN.stride(2, 1).padding(1).dilation(1, 2).groups(2);

  private ConvolutionBits() {}

  static void print() {
    Random[] keys = Random.key(11).split(3);
    for (DType dtype : DType.values()) {
      Tensor x = keys[0].normal(dtype, 3, 6, 15, 14);
      Tensor w = keys[1].normal(dtype, 14, 6, 3, 3);
      Tensor grouped = keys[2].normal(dtype, 4, 7, 3, 2);
      print("network", Autodiff.grad(p -> network(p), List.of(x, w, grouped)));
      print("interpolated", List.of(x.interpolateBilinear(20, 9, false)));
    }
  }

  private static Variable network(List<Variable> p) {
    return p.get(0)
        .conv2d(p.get(1), ConvolutionSettings.PLAIN.padding(1))
        .maxPool2d(PoolingSettings.of(2))
        .conv2d(p.get(2), STRIDED)
        .avgPool2d(PoolingSettings.of(2).stride(1))
        .square()
        .cumsum(-1)
        .sum();
  }

  private static void print(String name, List<Tensor> results) {
    for (Tensor result : results) {
      System.out.println(
          name + " " + result.dtype() + " " + Long.toHexString(LinalgBits.fingerprint(result)));
    }
  }
}
