package cycloid.optim;

import cycloid.autodiff.nn.Parameter;
import cycloid.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Sharpness-aware minimization: any optimizer, with the gradients of a point nearby where the loss is worst. It finds
 * flatter minima, and takes two evaluations a step.
 *
 * <pre>{@code
 * SharpnessAware optimizer = SharpnessAware.around(Sgd.rule().learningRate(0.1).momentum(0.9).on(model.parameters()));
 * double loss = optimizer.step(() -> model.backward(p -> loss(p)));
 * }</pre>
 *
 * <pre>
 * Equation:  e = rho T^2 g / (|T g| + eps) with the norm over all parameters; the gradient is taken at p + e, the step at p
 *
 *   SAM              T = 1                                          rho = 0.05
 *   adaptive         T = |p|                                        rho = 0.5 to 2
 *   adaptive(eta)    T = |p| + eta for weights, 1 for all others    rho = 0.5, eta = 0.01; ASAM
 *
 * Edge:      layers that keep statistics of their inputs (batch norm) see each batch twice
 * Source:    Foret et al. 2021 (arXiv:2010.01412); adaptive: Kwon et al. 2021 (arXiv:2102.11600)
 * </pre>
 */
public final class SharpnessAware {
  private static final double TINY = 1e-12;

  private final Optimizer inner;
  private double rho = 0.05;
  private boolean adaptive;
  private double eta;

  private SharpnessAware(Optimizer inner) {
    this.inner = inner;
  }

  /** Around an optimizer. */
  public static SharpnessAware around(Optimizer inner) {
    return new SharpnessAware(inner);
  }

  /** Sets how far the point nearby is: rho. */
  public SharpnessAware radius(double rho) {
    Checks.positive("SharpnessAware", "radius", rho);
    this.rho = rho;
    return this;
  }

  /** Distances are relative to the size of each element. */
  public SharpnessAware adaptive() {
    this.adaptive = true;
    return this;
  }

  /** Distances are relative to |p| + eta for parameters whose names contain "weight", plain for all others: ASAM. */
  public SharpnessAware adaptive(double eta) {
    Checks.positive("SharpnessAware", "eta", eta);
    this.adaptive = true;
    this.eta = eta;
    return this;
  }

  /** The optimizer within: its state is all the state there is. */
  public Optimizer inner() {
    return inner;
  }

  /**
   * A step; the parameters' gradients are those nearby, afterwards.
   *
   * @param loss computes the loss at the parameters' values and sets their gradients; called twice
   * @return the loss before, at the parameters themselves
   */
  public double step(DoubleSupplier loss) {
    final double before = loss.getAsDouble();
    List<Parameter> parameters = withGradients();
    List<Tensor> scales = parameters.stream().map(this::scale).toList();
    double squares = 0;
    for (int i = 0; i < scales.size(); i++) {
      Tensor scaled = parameters.get(i).gradient().mul(scales.get(i));
      squares += scaled.mul(scaled).sum().item();
    }
    double factor = rho / (Math.sqrt(squares) + TINY);
    List<Tensor> kept = new ArrayList<>();
    for (int i = 0; i < scales.size(); i++) {
      Tensor value = parameters.get(i).value();
      Tensor scale = scales.get(i);
      kept.add(value.copy());
      Tensor away = parameters.get(i).gradient().mul(scale).mul(scale).mul(factor);
      value.copyFrom(value.add(away));
    }
    try {
      loss.getAsDouble();
    } finally {
      // From the copy: taking the distance away again would round.
      for (int i = 0; i < kept.size(); i++) {
        parameters.get(i).value().copyFrom(kept.get(i));
      }
    }
    inner.step();
    return before;
  }

  private List<Parameter> withGradients() {
    List<Parameter> found = new ArrayList<>();
    for (ParameterGroup group : inner.groups()) {
      group.parameters().stream()
          .filter(parameter -> parameter.latestGradient() != null)
          .forEach(found::add);
    }
    return found;
  }

  private Tensor scale(Parameter parameter) {
    if (!adaptive || (eta > 0 && !parameter.name().contains("weight"))) {
      return Tensor.ones(parameter.dtype());
    }
    return parameter.value().abs().add(eta);
  }
}
