/** Derivatives of any order over the array vocabulary, and neural-network modules. */
module cycloid.autodiff {
  requires transitive cycloid.tensor;

  exports cycloid.autodiff;
  exports cycloid.autodiff.data;
  exports cycloid.autodiff.nn;
}
