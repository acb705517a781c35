package cycloid.golden;

import cycloid.autodiff.Variable;
import cycloid.autodiff.nn.Activation;
import cycloid.autodiff.nn.AttentionMask;
import cycloid.autodiff.nn.BatchNorm;
import cycloid.autodiff.nn.Bilinear;
import cycloid.autodiff.nn.Conv1d;
import cycloid.autodiff.nn.Conv2d;
import cycloid.autodiff.nn.ConvTranspose2d;
import cycloid.autodiff.nn.Embedding;
import cycloid.autodiff.nn.EmbeddingBag;
import cycloid.autodiff.nn.Flatten;
import cycloid.autodiff.nn.GatedUnit;
import cycloid.autodiff.nn.GroupNorm;
import cycloid.autodiff.nn.Gru;
import cycloid.autodiff.nn.InstanceNorm;
import cycloid.autodiff.nn.Layer;
import cycloid.autodiff.nn.LayerNorm;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Lstm;
import cycloid.autodiff.nn.Module;
import cycloid.autodiff.nn.MultiHeadAttention;
import cycloid.autodiff.nn.Parameters;
import cycloid.autodiff.nn.Pooling;
import cycloid.autodiff.nn.Recurrent;
import cycloid.autodiff.nn.RmsNorm;
import cycloid.autodiff.nn.Rnn;
import cycloid.autodiff.nn.Sequential;
import cycloid.autodiff.nn.TransformerDecoderLayer;
import cycloid.autodiff.nn.TransformerEncoderLayer;
import cycloid.autodiff.nn.TransformerShape;
import cycloid.autodiff.nn.Unflatten;
import cycloid.simd.DType;
import cycloid.tensor.ConvolutionSettings;
import cycloid.tensor.Padding;
import cycloid.tensor.PoolingSettings;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A module of torch.nn as one of ours, in double precision.
 *
 * @param module ours
 * @param forward its outputs, in the order of torch's, for inputs and parameters
 */
record TorchModel(
    Module module, BiFunction<List<Variable>, Parameters<Variable>, List<Variable>> forward) {
  private static final Random KEY = Random.key(1);

  /** A kind that is not there yet. */
  static final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotYet(String kind) {
      super(kind);
    }
  }

  static TorchModel of(TorchText text) {
    return switch (text.kind()) {
      case "Bilinear" -> bilinear(text);
      case "Embedding" -> embedding(text);
      case "EmbeddingBag" -> embeddingBag(text);
      case "RNN", "GRU", "LSTM" -> recurrent(text);
      case "MultiheadAttention" -> attention(text);
      case "TransformerDecoderLayer" -> decoder(text);
      default -> of(layer(text));
    };
  }

  /** A layer: one input, one output. */
  static TorchModel of(Layer layer) {
    return new TorchModel(layer, (x, p) -> List.of(layer.forward(x.get(0), p)));
  }

  /** Layers one after another. */
  static Sequential sequential(List<TorchText> texts) {
    return new Sequential(texts.stream().map(TorchModel::layer).toArray(Layer[]::new));
  }

  /** A layer. */
  static Layer layer(TorchText text) {
    int channels = text.integer("channels", 0);
    double eps = text.number("eps", 1e-5);
    return switch (text.kind()) {
      case "Linear" -> linear(text);
      case "ReLU" -> Activation.relu();
      case "Tanh" -> Activation.tanh();
      case "GELU" -> Activation.gelu();
      case "SiLU" -> Activation.silu();
      case "Sigmoid" -> Activation.sigmoid();
      case "Softplus" -> Activation.softplus();
      case "LeakyReLU" -> Activation.leakyRelu(text.number("negative_slope", 0.01));
      case "ELU" -> Activation.elu(text.number("alpha", 1));
      case "SELU" -> Activation.selu();
      case "Mish" -> Activation.mish();
      case "Hardswish" -> Activation.hardSwish();
      case "Hardsigmoid" -> Activation.hardSigmoid();
      case "GLU" -> GatedUnit.glu();
      case "Flatten" -> new Flatten();
      case "Unflatten" -> new Unflatten(text.integers("extents", 1, 1));
      case "Conv1d" ->
        new Conv1d(
            text.integer("in"),
            text.integer("out"),
            text.integers("kernel_size", 1, 0)[0],
            convolution(text),
            DType.F64,
            KEY);
      case "Conv2d" -> conv2d(text);
      case "ConvTranspose2d" ->
        new ConvTranspose2d(
            text.integer("in"),
            text.integer("out"),
            text.integers("kernel_size", 2, 0)[0],
            convolution(text),
            DType.F64,
            KEY);
      case "MaxPool2d" -> Pooling.max(pooling(text));
      case "AvgPool2d" -> Pooling.average(pooling(text));
      case "AdaptiveAvgPool2d" -> {
        int[] size = text.integers("output_size", 2, 1);
        yield Pooling.adaptiveAverage(size[0], size[1]);
      }
      case "LayerNorm" -> new LayerNorm(eps, DType.F64, text.integers("normalized_shape", 1, 0));
      case "RMSNorm" -> new RmsNorm(eps, DType.F64, text.integers("normalized_shape", 1, 0));
      case "GroupNorm" -> new GroupNorm(text.integer("groups"), channels, eps, DType.F64);
      case "InstanceNorm1d", "InstanceNorm2d" ->
        text.flag("affine", false)
            ? new InstanceNorm(channels, eps, DType.F64)
            : new InstanceNorm(channels);
      case "BatchNorm1d", "BatchNorm2d" ->
        text.arguments().containsKey("momentum") && text.arguments().get("momentum") == null
            ? BatchNorm.cumulative(channels, eps, DType.F64)
            : new BatchNorm(channels, eps, text.number("momentum", 0.1), DType.F64);
      case "TransformerEncoderLayer" -> new TransformerEncoderLayer(shape(text), DType.F64, KEY);
      default -> throw new NotYet(text.kind());
    };
  }

  private static Linear linear(TorchText text) {
    int in = text.integer("in_features");
    int out = text.integer("out_features");
    return text.flag("bias", true)
        ? new Linear(in, out, DType.F64, KEY)
        : new Linear(Tensor.zeros(DType.F64, out, in), null);
  }

  private static Conv2d conv2d(TorchText text) {
    int[] kernel = text.integers("kernel_size", 2, 0);
    String mode = text.word("padding_mode", "zeros");
    return new Conv2d(
        text.integer("in"),
        text.integer("out"),
        kernel[0],
        kernel[1],
        convolution(text),
        switch (mode) {
          case "reflect" -> Padding.REFLECT;
          case "replicate" -> Padding.REPLICATE;
          case "circular" -> Padding.CIRCULAR;
          default -> Padding.CONSTANT;
        },
        DType.F64,
        KEY);
  }

  private static ConvolutionSettings convolution(TorchText text) {
    int[] stride = text.integers("stride", 2, 1);
    int[] dilation = text.integers("dilation", 2, 1);
    int[] more = text.integers("output_padding", 2, 0);
    ConvolutionSettings settings = ConvolutionSettings.PLAIN
        .stride(stride[0], stride[stride.length - 1])
        .dilation(dilation[0], dilation[dilation.length - 1])
        .groups(text.integer("groups", 1))
        .outputPadding(more[0], more[more.length - 1]);
    if (text.word("padding", "").equals("same")) {
      int[] kernel = text.integers("kernel_size", 2, 0);
      return settings.paddingToSame(kernel[0], kernel[1]);
    }
    int[] padding = text.integers("padding", 2, 0);
    return settings.padding(padding[0], padding[padding.length - 1]);
  }

  private static PoolingSettings pooling(TorchText text) {
    int[] kernel = text.integers("kernel_size", 2, 0);
    PoolingSettings settings = PoolingSettings.of(kernel[0], kernel[1]);
    if (text.arguments().get("stride") != null) {
      int[] stride = text.integers("stride", 2, 1);
      settings = settings.stride(stride[0], stride[1]);
    }
    int[] padding = text.integers("padding", 2, 0);
    return settings.padding(padding[0], padding[1]);
  }

  private static TransformerShape shape(TorchText text) {
    Activation activation =
        text.word("activation", "relu").equals("gelu") ? Activation.gelu() : Activation.relu();
    return new TransformerShape(
        text.integer("d_model"),
        text.integer("nhead"),
        text.integer("dim_feedforward"),
        text.number("dropout", 0.1),
        activation,
        text.flag("norm_first", false));
  }

  // ---- modules with several inputs or outputs

  private static TorchModel bilinear(TorchText text) {
    Bilinear form =
        new Bilinear(text.integer("in1"), text.integer("in2"), text.integer("out"), DType.F64, KEY);
    return new TorchModel(form, (x, p) -> List.of(form.forward(x.get(0), x.get(1), p)));
  }

  private static TorchModel embedding(TorchText text) {
    int count = text.integer("num");
    int width = text.integer("dim");
    Embedding embedding = text.arguments().get("padding_idx") == null
        ? new Embedding(count, width, DType.F64, KEY)
        : Embedding.padded(count, width, text.integer("padding_idx"), DType.F64, KEY);
    return new TorchModel(
        embedding,
        (x, p) -> List.of(embedding.forward(integers(x.get(0).value()), x.get(0).shape(), p)));
  }

  private static TorchModel embeddingBag(TorchText text) {
    EmbeddingBag.Mode mode = EmbeddingBag.Mode.valueOf(text.word("mode", "mean").toUpperCase());
    EmbeddingBag bag =
        new EmbeddingBag(text.integer("num"), text.integer("dim"), mode, DType.F64, KEY);
    return new TorchModel(bag, (x, p) -> {
      Tensor indices = x.get(0).value();
      int[][] bags = new int[indices.size(0)][];
      Arrays.setAll(bags, i -> integers(indices.select(0, i)));
      return List.of(bag.forward(bags, p));
    });
  }

  private static TorchModel recurrent(TorchText text) {
    Recurrent.Sizes sizes = new Recurrent.Sizes(
        text.integer("input"),
        text.integer("hidden"),
        text.integer("layers", 1),
        text.flag("bidirectional", false));
    Recurrent network = switch (text.kind()) {
      case "RNN" -> new Rnn(sizes, DType.F64, KEY);
      case "GRU" -> new Gru(sizes, DType.F64, KEY);
      default -> new Lstm(sizes, DType.F64, KEY);
    };
    return new TorchModel(network, (x, p) -> {
      Recurrent.Output<Variable> output = network.forward(x.get(0), p);
      List<Variable> all = new ArrayList<>(List.of(output.out()));
      all.addAll(output.states());
      return all;
    });
  }

  private static TorchModel attention(TorchText text) {
    MultiHeadAttention attention = new MultiHeadAttention(
        text.integer("embed_dim"), text.integer("num_heads"), DType.F64, KEY);
    boolean causal = text.flag("causal", false);
    boolean padded = text.flag("pad", false);
    return new TorchModel(attention, (x, p) -> {
      Variable query = x.get(0);
      Variable keys = x.size() == 1 ? query : x.get(1);
      AttentionMask mask = causal ? AttentionMask.causal() : AttentionMask.none();
      if (padded) {
        mask = mask.andPadding(padding(keys.size(0), keys.size(1)));
      }
      MultiHeadAttention.Output<Variable> output = x.size() == 1
          ? attention.forward(query, mask, p)
          : attention.forward(query, keys, keys, mask, p);
      return List.of(output.out(), output.meanWeights());
    });
  }

  /** The last two keys of element 1 are masked. */
  private static boolean[][] padding(int batch, int keys) {
    boolean[][] masked = new boolean[batch][keys];
    masked[1][keys - 1] = true;
    masked[1][keys - 2] = true;
    return masked;
  }

  private static TorchModel decoder(TorchText text) {
    TransformerDecoderLayer decoder = new TransformerDecoderLayer(shape(text), DType.F64, KEY);
    AttentionMask none = AttentionMask.none();
    return new TorchModel(
        decoder, (x, p) -> List.of(decoder.forward(x.get(0), x.get(1), none, none, p)));
  }

  private static int[] integers(Tensor x) {
    return Arrays.stream(x.toDoubleArray()).mapToInt(value -> (int) value).toArray();
  }
}
