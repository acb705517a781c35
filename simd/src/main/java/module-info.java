/** SIMD kernels made from equations; knows arrays, not tensors. */
module cycloid.simd {
  requires static jdk.incubator.vector;

  exports cycloid.simd;
}
