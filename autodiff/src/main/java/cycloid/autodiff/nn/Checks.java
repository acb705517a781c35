package cycloid.autodiff.nn;

import cycloid.simd.DType;
import cycloid.tensor.Elementwise;
import cycloid.tensor.Primitives;
import cycloid.tensor.Shapes;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What must hold, and the texts when it does not; texts are built on failure only. */
final class Checks {
  private Checks() {}

  // ---- parameters

  /** `given` can take the place of, or belong to, the parameter's value. */
  static void fits(String op, Parameter parameter, String what, Tensor given) {
    Tensor value = parameter.value();
    if (given.dtype() != value.dtype() || !Arrays.equals(given.shape(), value.shape())) {
      throw new IllegalArgumentException(
          op + ": " + what + " must have the shape and dtype of the value; got " + parameter.name()
              + "=" + described(value) + ", " + what + "=" + described(given));
    }
  }

  /** A name within a module is new and can be part of a path. */
  static void registration(Module module, String name, boolean taken, boolean late) {
    String type = module.getClass().getSimpleName();
    if (late) {
      throw new IllegalStateException(
          type + ": parameters and parts must be registered before parameters() is called; got '"
              + name + "' after it");
    }
    if (taken || name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          type + ": names must differ, and not be empty or have a dot; got '" + name + "'"
              + (taken ? " twice" : ""));
    }
  }

  /** A state has the same names, shapes and dtypes as one's own. */
  static void state(Map<String, Tensor> mine, Map<String, Tensor> given) {
    for (String name : given.keySet()) {
      if (!mine.containsKey(name)) {
        throw new IllegalArgumentException(
            "load: names must be those of the module, one of " + mine.keySet() + "; got " + name);
      }
    }
    mine.forEach((name, value) -> {
      Tensor other = given.get(name);
      if (other == null
          || other.dtype() != value.dtype()
          || !Arrays.equals(other.shape(), value.shape())) {
        throw new IllegalArgumentException(
            "load: there must be numbers of the same shape and dtype for each name; got " + name
                + "=" + described(value) + ", given "
                + (other == null ? "nothing" : described(other)));
      }
    });
  }

  static void substitutes(List<Parameter> parameters, List<?> arrays) {
    if (parameters.isEmpty() || parameters.size() != arrays.size()) {
      throw new IllegalArgumentException(
          "parameters: there must be one array for each parameter, and at least one; got "
              + arrays.size() + " arrays, " + parameters.size() + " parameters");
    }
  }

  static void learned(List<Parameter> learned) {
    if (learned.isEmpty()) {
      throw new IllegalStateException("backward: the module must have parameters; got none");
    }
  }

  /** The loss depends on every parameter; otherwise all gradients are forgotten, since they are of no use. */
  static void used(List<Parameter> learned, List<Tensor> gradients, boolean allowUnused) {
    if (allowUnused || !gradients.contains(null)) {
      return;
    }
    List<String> unused = new ArrayList<>();
    for (int i = 0; i < learned.size(); i++) {
      learned.get(i).zeroGradient();
      if (gradients.get(i) == null) {
        unused.add(learned.get(i).name());
      }
    }
    throw new IllegalArgumentException(
        "backward: the loss must depend on every parameter; got none of " + unused
            + " in it; use backward(loss, true) if that is meant");
  }

  static void finiteLoss(double loss) {
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("backward: the loss must be a finite number; got " + loss
          + "; is the learning rate too large, or a NaN in the data?");
    }
  }

  // ---- layers

  static void linear(Tensor weight, Tensor bias) {
    int[] shape = weight.shape();
    boolean fits = shape.length == 2;
    fits &= bias == null
        || bias.dtype() == weight.dtype() && Arrays.equals(bias.shape(), new int[] {shape[0]});
    if (!fits) {
      throw new IllegalArgumentException(
          "linear: weight must be (out, in) and bias (out), of one dtype; got weight="
              + described(weight) + (bias == null ? "" : ", bias=" + described(bias)));
    }
  }

  static void linearInput(Primitives<?> x, Parameter weight) {
    int[] shape = x.shape();
    int in = weight.value().size(1);
    if (shape.length == 0 || shape[shape.length - 1] != in || x.dtype() != weight.dtype()) {
      throw new IllegalArgumentException(
          "linear: the last axis of x must have " + in + " elements of the weight's dtype; got x="
              + described(x) + ", " + weight.name() + "=" + described(weight.value()));
    }
  }

  static void activation(Elementwise f, double[] scalars) {
    if (f.operands().size() != 1 || f.scalars().size() != scalars.length) {
      throw new IllegalArgumentException(
          "activation: f must have one operand, and a value for each scalar; got " + f + " with "
              + scalars.length + " values");
    }
  }

  static void interval(String op, double low, double high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          op + ": low must be below high; got low=" + low + ", high=" + high);
    }
  }

  static void widths(int baseWidth, int width) {
    if (baseWidth < 1 || width < 1) {
      throw new IllegalArgumentException("widthScaling: widths must be at least 1; got baseWidth="
          + baseWidth + ", width=" + width);
    }
  }

  static void probability(String op, double p) {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException(op + ": p must be in [0, 1); got " + p);
    }
  }

  static void index(String op, String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          op + ": " + what + " must be in [0, " + count + "); got " + index);
    }
  }

  static void divides(String op, String what, int parts, String ofWhat, int whole) {
    if (parts < 1 || whole < 1 || whole % parts != 0) {
      throw new IllegalArgumentException(op + ": " + what + " must divide " + ofWhat + "; got "
          + what + "=" + parts + ", " + ofWhat + "=" + whole);
    }
  }

  static void channels(String op, Primitives<?> x, int channels) {
    int[] shape = x.shape();
    if (shape.length < 2 || shape[1] != channels) {
      throw new IllegalArgumentException(
          op + ": x must be (batch, " + channels + ", ...); got x=" + described(x));
    }
  }

  static void severalValues(String op, int n) {
    if (n < 2) {
      throw new IllegalArgumentException(
          op + ": there must be more than one value a channel when training; got " + n);
    }
  }

  static void lastAxes(String op, Primitives<?> x, int[] last) {
    int[] shape = x.shape();
    int from = shape.length - last.length;
    if (from < 0 || !Arrays.equals(Arrays.copyOfRange(shape, from, shape.length), last)) {
      throw new IllegalArgumentException(
          op + ": the last axes of x must be " + Shapes.text(last) + "; got x=" + described(x));
    }
  }

  static IllegalArgumentException paddingMask(int rows, String wanted) {
    return new IllegalArgumentException(
        "attention: padding must say for each element of the batch and each key whether it is masked, "
            + wanted + "; got " + rows + " rows, or rows of another length");
  }

  static void sequence(String op, Primitives<?> x, Parameter weight, List<?> initial, int states) {
    int[] shape = x.shape();
    int input = weight.value().size(1);
    if (shape.length != 3 || shape[1] == 0 || shape[2] != input) {
      throw new IllegalArgumentException(op + ": x must be (batch, steps, " + input
          + ") with at least one step; got x=" + described(x));
    }
    if (!initial.isEmpty() && initial.size() != states) {
      throw new IllegalArgumentException(
          op + ": there must be " + states + " initial states, or none; got " + initial.size());
    }
  }

  static void weightShape(String op, int[] shape) {
    if (shape.length < 2 || Arrays.stream(shape).anyMatch(extent -> extent < 1)) {
      throw new IllegalArgumentException(op
          + ": shape must be (out, in) or (out, in, kernel...), none 0; got " + Shapes.text(shape));
    }
  }

  // ---- losses

  static void labels(int[] shape, int[] labels) {
    if (shape.length != 2 || shape[0] != labels.length || labels.length == 0) {
      throw new IllegalArgumentException(
          "crossEntropy: logits must be (batch, classes) with a label for each row, at least one; got logits="
              + Shapes.text(shape) + ", " + labels.length + " labels");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= shape[1]) {
        throw new IllegalArgumentException("crossEntropy: labels must be in [0, " + shape[1]
            + "); got labels[" + i + "]=" + labels[i]);
      }
    }
  }

  static void label(int i, int label, int classes) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException("crossEntropy: labels must be in [0, " + classes
          + ") or the ignored one; got labels[" + i + "]=" + label);
    }
  }

  static void smoothing(double smoothing) {
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "crossEntropy: smoothing must be in [0, 1]; got " + smoothing);
    }
  }

  /** The axis of classes: 1, or 0 without a batch. Labels, if any, have the other axes, and weights one for each class. */
  static int classAxis(Primitives<?> logits, int[] labels, Tensor weights) {
    int[] shape = logits.shape();
    int axis = shape.length == 1 ? 0 : 1;
    boolean fits = shape.length > 0;
    for (int i = 0; fits && labels != null && i < labels.length; i++) {
      int at = i < axis ? i : i + 1;
      fits = labels.length == shape.length - 1 && labels[i] == shape[at];
    }
    fits &= labels == null || labels.length == shape.length - 1;
    fits &= weights == null || Arrays.equals(weights.shape(), new int[] {shape[axis]});
    if (!fits) {
      throw new IllegalArgumentException(
          "crossEntropy: logits must be (batch, classes, ...), labels the same without classes, weights (classes);"
              + " got logits=" + Shapes.text(shape)
              + (labels == null ? "" : ", labels=" + Shapes.text(labels))
              + (weights == null ? "" : ", weights=" + Shapes.text(weights.shape())));
    }
    return axis;
  }

  static void sameShape(String op, Primitives<?> prediction, Primitives<?> target) {
    if (prediction.dtype() != target.dtype()
        || !Arrays.equals(prediction.shape(), target.shape())) {
      throw new IllegalArgumentException(
          op + ": prediction and target must have equal shape and dtype; got prediction="
              + described(prediction) + ", target=" + described(target));
    }
  }

  // ---- text

  static String described(Primitives<?> x) {
    return Shapes.text(x.shape()) + " " + text(x.dtype());
  }

  static String text(DType dtype) {
    return dtype.name().toLowerCase(Locale.ROOT);
  }
}
