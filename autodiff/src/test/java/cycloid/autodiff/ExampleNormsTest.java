package cycloid.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Parameters;
import cycloid.autodiff.nn.TransformerEncoderLayer;
import cycloid.autodiff.nn.TransformerShape;
import cycloid.simd.DType;
import cycloid.tensor.Affine;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.Functions;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Norms of single examples' gradients from one sweep are those of the examples one by one. */
class ExampleNormsTest {
  private static final int EXAMPLES = 5;
  private static final Affine RELU = Affine.followedBy(Functions.RELU);
  private static final Affine GELU = Affine.followedBy(Functions.GELU);

  private static Tensor normal(int key, int... shape) {
    return Random.key(key).normal(DType.F64, shape);
  }

  /** Compares with gradients one by one; the model is given examples along the first axis and gives anything along it. */
  private static void assertAsOneByOne(
      BiFunction<Variable, List<Variable>, Variable> model, Tensor x, List<Tensor> parameters) {
    int n = x.size(0);
    Function<Variable, Variable> losses =
        y -> y.reshape(y.size(0), y.size() / y.size(0)).square().sum(1);
    List<Tensor> got = Autodiff.exampleGradientNorms(
        p -> losses.apply(model.apply(p.get(0).constant(x), p)), parameters);
    List<Tensor> gradients = Autodiff.perExampleGradients(
        (p, i) -> losses
            .apply(model.apply(p.get(0).constant(x.narrow(0, i, i + 1)), p))
            .sum(),
        parameters,
        n);
    for (int k = 0; k < parameters.size(); k++) {
      Tensor expected = gradients.get(k).reshape(n, -1).norm(1);
      String text = "array " + k + ": " + got.get(k) + ", one by one " + expected;
      assertTrue(got.get(k).allClose(expected, 1e-9, 1e-12), text);
      assertTrue(expected.max().item() > 0, text);
    }
  }

  private static Variable layer(Affine affine, Variable x, Variable w, Variable b) {
    return x.apply(affine, List.of(x, w, b)).get(0);
  }

  @Test
  void linearLayers() {
    assertAsOneByOne(
        (x, p) -> {
          Variable h = layer(GELU, layer(RELU, x, p.get(0), p.get(1)), p.get(2), p.get(3));
          return h.matmul(p.get(4)).matmul(p.get(5).transpose());
        },
        normal(1, EXAMPLES, 4),
        List.of(
            normal(2, 6, 4),
            normal(3, 6),
            normal(4, 3, 6),
            normal(5, 3),
            normal(6, 3, 2),
            normal(7, 4, 2)));
  }

  @Test
  void linearLayersOfSequences() {
    // Few positions of many features, and many of few: by products of positions, and by gradients.
    for (int[] sizes : new int[][] {{2, 12, 9}, {30, 3, 2}}) {
      assertAsOneByOne(
          (x, p) -> layer(GELU, x, p.get(0), p.get(1)).matmul(p.get(2)),
          normal(1, EXAMPLES, sizes[0], sizes[1]),
          List.of(normal(2, sizes[2], sizes[1]), normal(3, sizes[2]), normal(4, sizes[2], 2)));
    }
  }

  @Test
  void convolutionsAndWhatIsRepeatedOverExamples() {
    assertAsOneByOne(
        (x, p) -> x.conv2d(p.get(0), ConvolutionSettings.PLAIN.padding(1))
            .add(p.get(1).reshape(3, 1, 1))
            .mul(p.get(2))
            .tanh()
            .conv2d(p.get(3)),
        normal(1, EXAMPLES, 2, 5, 4),
        List.of(normal(2, 3, 2, 3, 3), normal(3, 3), normal(4, 1, 4), normal(5, 2, 3, 2, 2)));
  }

  @Test
  void aTransformerLayer() {
    TransformerEncoderLayer layer =
        new TransformerEncoderLayer(TransformerShape.of(8, 2, 12), DType.F64, Random.key(9));
    List<Parameter> parameters = layer.parameters();
    assertAsOneByOne(
        (x, p) -> layer.forward(x, Parameters.of(parameters, p)),
        normal(1, EXAMPLES, 3, 8),
        parameters.stream().map(Parameter::value).toList());
  }

  @Test
  void oneExampleAndArraysThatAreNotUsed() {
    assertAsOneByOne(
        (x, p) -> layer(RELU, x, p.get(0), p.get(1)).mul(p.get(2)),
        Tensor.ones(DType.F64, 1, 3),
        List.of(Tensor.ones(DType.F64, 2, 3), Tensor.ones(DType.F64, 2), normal(3, 2)));
    Tensor x = normal(1, EXAMPLES, 2);
    List<Tensor> norms = Autodiff.exampleGradientNorms(
        p -> p.get(0).constant(x).matmul(p.get(0)).squeeze(1),
        List.of(normal(2, 2, 1), normal(3, 7)));
    assertTrue(norms.get(0).allClose(x.norm(1), 1e-12, 0));
    assertTrue(norms.get(1).arrayEqual(Tensor.zeros(DType.F64, EXAMPLES)));
  }

  private static String error(Function<List<Variable>, Variable> losses, Tensor... xs) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> Autodiff.exampleGradientNorms(losses, List.of(xs)))
        .getMessage();
  }

  @Test
  void whatCannotBeToldApartIsAnError() {
    Tensor x = normal(1, EXAMPLES, 3);
    Tensor w = normal(2, 3, 3);
    assertEquals(
        "exampleGradientNorms: f must return a vector, the loss of each example; got () f64",
        error(p -> p.get(0).constant(x).matmul(p.get(0)).sum(), w));
    assertEquals(
        "exampleGradientNorms: each array must be used once, by one operation; got array 0 used by matmul and matmul;"
            + " use perExampleGradientNorms",
        error(p -> p.get(0).constant(x).matmul(p.get(0)).matmul(p.get(0)).sum(1), w));
    assertEquals(
        "exampleGradientNorms: what an array gets must be known for each example; got a gradient (3, 3) f64 from mul"
            + " for 5 losses; use perExampleGradientNorms",
        error(p -> p.get(0).constant(x).matmul(p.get(0).mul(2)).sum(1), w));
    assertEquals(
        "exampleGradientNorms: examples must lie along the first axis of all layers; got (3, 5) f64 for 5 losses",
        error(p -> p.get(0).constant(x.transpose()).matmul(p.get(0)).sum(0), normal(3, 5, 5)));
  }
}
