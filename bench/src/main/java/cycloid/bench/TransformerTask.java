package cycloid.bench;

import cycloid.autodiff.nn.AttentionMask;
import cycloid.autodiff.nn.Embedding;
import cycloid.autodiff.nn.LayerNorm;
import cycloid.autodiff.nn.Linear;
import cycloid.autodiff.nn.Losses;
import cycloid.autodiff.nn.Module;
import cycloid.autodiff.nn.Parameter;
import cycloid.autodiff.nn.Parameters;
import cycloid.autodiff.nn.TransformerEncoderLayer;
import cycloid.autodiff.nn.TransformerShape;
import cycloid.optim.AdamW;
import cycloid.optim.Optimizer;
import cycloid.simd.DType;
import cycloid.tensor.Array;
import cycloid.tensor.Tensor;
import cycloid.tensor.random.Random;

/** A training step of a small language model: one causal transformer block between an embedding and a linear head. */
final class TransformerTask {
  private static final int BATCH = 16;
  private static final int POSITIONS = 64;
  private static final int WIDTH = 128;
  private static final int HEADS = 4;
  private static final int HIDDEN = 4 * WIDTH;
  private static final int WORDS = 96;

  private TransformerTask() {}

  /** The model. */
  private static final class Model extends Module {
    private final Embedding words;
    private final Parameter positions;
    private final TransformerEncoderLayer block;
    private final LayerNorm norm;
    private final Linear head;

    Model(Random key) {
      Random[] keys = key.split(3);
      words = child("words", new Embedding(WORDS, WIDTH, DType.F32, keys[0]));
      positions = parameter("positions", Tensor.zeros(DType.F32, POSITIONS, WIDTH));
      TransformerShape shape = TransformerShape.of(WIDTH, HEADS, HIDDEN);
      block = child("block", new TransformerEncoderLayer(shape, DType.F32, keys[1]));
      norm = child("norm", new LayerNorm(DType.F32, WIDTH));
      head = child("head", new Linear(WIDTH, WORDS, DType.F32, keys[2]));
    }

    <A extends Array<A>> A forward(int[] text, Parameters<A> p) {
      A x = words.forward(text, new int[] {BATCH, POSITIONS}, p).add(p.get(positions));
      A mixed = block.forward(x, AttentionMask.causal(), p);
      return head.forward(norm.forward(mixed, p), p).reshape(BATCH * POSITIONS, WORDS);
    }
  }

  static Task task() {
    return new Task("transformer_step_adamw/b16t64d128", cost(), TransformerTask::step);
  }

  /** Products of the block's and the head's matrices, and of queries with keys and weights with values; thrice each. */
  private static Cost cost() {
    double weights = 4.0 * WIDTH * WIDTH + 2.0 * WIDTH * HIDDEN + (double) WIDTH * WORDS;
    double attention = 2.0 * POSITIONS * WIDTH;
    double flops = 3 * 2 * BATCH * POSITIONS * (weights + attention);
    double touched = 3 * (weights + (WORDS + POSITIONS) * (double) WIDTH);
    return Cost.ofElements(DType.F32, flops, touched, touched);
  }

  private static Work step() {
    Model model = new Model(Random.key(1));
    Optimizer optimizer = AdamW.rule().learningRate(TrainingTasks.RATE).on(model.parameters());
    int[] text = Operands.labels(1, WORDS, BATCH * POSITIONS);
    int[] next = Operands.labels(2, WORDS, BATCH * POSITIONS);
    return () -> {
      double loss = model.backward(p -> Losses.crossEntropy(model.forward(text, p), next));
      optimizer.step();
      return loss;
    };
  }
}
