/** Dense arrays: shapes, views, broadcasting, and the vocabulary of array mathematics. */
module cycloid.tensor {
  requires transitive cycloid.simd;

  exports cycloid.tensor;
  exports cycloid.tensor.io;
  exports cycloid.tensor.linalg;
  exports cycloid.tensor.random;
}
