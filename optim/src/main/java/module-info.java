/** Optimizers written as their equations. */
module cycloid.optim {
  requires transitive cycloid.autodiff;

  exports cycloid.optim;
  exports cycloid.optim.rules;
}
