/**
 * Update rules of the literature, one a file: its equations, hyper-parameters with defaults, states, and source. They are
 * written with the public methods of {@link cycloid.optim.Rule}; the best known are in {@link cycloid.optim}.
 */
package cycloid.optim.rules;
