package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Grids of vectors. */
final class Meshes {
  private Meshes() {}

  static <A extends Array<A>> List<A> grid(A first, List<A> others) {
    List<A> vectors = new ArrayList<>(List.of(first));
    vectors.addAll(others);
    int[] shape = new int[vectors.size()];
    for (int i = 0; i < shape.length; i++) {
      ProductChecks.vector("meshgrid", vectors.get(i));
      shape[i] = vectors.get(i).size();
    }
    List<A> grids = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      int[] column = new int[shape.length - i];
      Arrays.fill(column, 1);
      column[0] = shape[i];
      grids.add(vectors.get(i).reshape(column).expand(shape));
    }
    return grids;
  }
}
