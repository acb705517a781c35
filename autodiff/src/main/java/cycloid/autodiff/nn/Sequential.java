package cycloid.autodiff.nn;

import cycloid.tensor.Array;
import java.util.List;

/** Layers one after another, named "0", "1", ... */
public final class Sequential extends Layer {
  private final List<Layer> layers;

  /** The layers in the order in which they are applied. */
  public Sequential(Layer... layers) {
    this.layers = List.of(layers);
    for (int i = 0; i < layers.length; i++) {
      child(Integer.toString(i), layers[i]);
    }
  }

  /** The layers in order. */
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public <A extends Array<A>> A forward(A x, Parameters<A> p) {
    A out = x;
    for (int i = 0; i < layers.size(); i++) {
      if (isFused(i)) {
        out = ((Activation) layers.get(i + 1)).after((Linear) layers.get(i), out, p);
        i++;
      } else {
        out = layers.get(i).forward(out, p);
      }
    }
    return out;
  }

  /** Whether a linear layer with an activation after it stands at a position: they are one operation. */
  private boolean isFused(int i) {
    return i + 1 < layers.size()
        && layers.get(i) instanceof Linear
        && layers.get(i + 1) instanceof Activation;
  }
}
