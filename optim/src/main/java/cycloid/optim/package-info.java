/**
 * Optimizers. An update rule is its equations, the names of its state and its defaults ({@link cycloid.optim.Rule}); an
 * {@link cycloid.optim.Optimizer} applies rules to groups of parameters.
 *
 * <pre>{@code
 * Optimizer optimizer = AdamW.rule().learningRate(3e-4).weightDecay(0.1).on(model.parameters());
 * for (...) {
 *   ... // a loss, and its gradients in the parameters
 *   optimizer.step();
 *   optimizer.zeroGradients();
 * }
 * }</pre>
 *
 * <p>Letters of all equations: {@code p} parameter, {@code g} gradient, {@code t} the number of this update, from 1,
 * {@code lr} learning rate, {@code m} first moment or momentum, {@code v} second moment.
 */
package cycloid.optim;
