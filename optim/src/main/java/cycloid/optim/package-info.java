/** Optimizers: an update rule is its equation, its state names and its defaults. */
package cycloid.optim;
