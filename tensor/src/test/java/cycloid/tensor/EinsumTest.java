package cycloid.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cycloid.simd.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EinsumTest {
  private static final Random RANDOM = new Random(1);

  private static Tensor numbers(int... shape) {
    int size = Shapes.size("test", shape);
    return Tensor.wrap(RANDOM.doubles(size, -1, 1).toArray(), shape);
  }

  /** The definition: a loop over all values of all names. */
  private static Tensor byLoops(String equation, List<Tensor> operands) {
    String[] sides = equation.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    Map<Character, Integer> extents = new HashMap<>();
    for (int i = 0; i < terms.length; i++) {
      for (int axis = 0; axis < terms[i].length(); axis++) {
        extents.put(terms[i].charAt(axis), operands.get(i).size(axis));
      }
    }
    List<Character> names = new ArrayList<>(extents.keySet());
    Tensor out =
        Tensor.zeros(DType.F64, sides[1].chars().map(c -> extents.get((char) c)).toArray());
    sum(terms, sides[1], operands, names, 0, extents, new HashMap<>(), out);
    return out;
  }

  private static void sum(
      String[] terms,
      String output,
      List<Tensor> operands,
      List<Character> names,
      int depth,
      Map<Character, Integer> extents,
      Map<Character, Integer> at,
      Tensor out) {
    if (depth < names.size()) {
      for (int i = 0; i < extents.get(names.get(depth)); i++) {
        at.put(names.get(depth), i);
        sum(terms, output, operands, names, depth + 1, extents, at, out);
      }
      return;
    }
    double product = 1;
    for (int i = 0; i < terms.length; i++) {
      product *= operands.get(i).get(terms[i].chars().map(c -> at.get((char) c)).toArray());
    }
    int[] place = output.chars().map(c -> at.get((char) c)).toArray();
    out.set(out.get(place) + product, place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ij->ij",
        "ij->ji",
        "ij->",
        "ij->j",
        "ii->",
        "ii->i",
        "iij->j",
        "iijj->ij",
        "iji->j",
        "i,i->",
        "i,j->ij",
        "i,j->",
        "ij,jk->ik",
        "ij,kj->ki",
        "ij,ij->ij",
        "ij,ij->i",
        "ij,ij->",
        "bij,bjk->bik",
        "bij,jk->bik",
        "bij,bj->i",
        "ab,cd->dbca",
        "abc,cba->b",
        "ij,jj->i",
        "ij,jk,kl->il",
        "ab,ac,ad->abcd",
        "ab,ac,ad->a",
        "a,ab,abc->c",
        "i,ij,j->",
        "aab,bcc->",
        ",ij->ji",
        "abcd,bd->ca"
      })
  void isTheSumOverAllNames(String equation) {
    Map<Character, Integer> extents =
        Map.of('a', 2, 'b', 3, 'c', 4, 'd', 2, 'i', 3, 'j', 4, 'k', 2, 'l', 3);
    List<Tensor> operands = new ArrayList<>();
    for (String term : equation.substring(0, equation.indexOf("->")).split(",", -1)) {
      operands.add(numbers(term.chars().map(c -> extents.get((char) c)).toArray()));
    }
    Tensor got = operands.get(0).einsum(equation, operands.subList(1, operands.size()));
    Tensor expected = byLoops(equation, operands);
    assertArrayEquals(expected.shape(), got.shape());
    assertTrue(got.allClose(expected, 1e-13, 1e-13), () -> got + " not " + expected);
  }

  @Test
  void ellipsisBroadcasts() {
    Tensor a = numbers(2, 1, 3, 4);
    Tensor b = numbers(5, 4, 2);
    assertTrue(a.einsum("...ij,...jk->...ik", List.of(b)).allClose(a.matmul(b), 1e-13, 1e-13));
    assertTrue(a.einsum("...ij,...jk", List.of(b)).allClose(a.matmul(b), 1e-13, 1e-13));
    assertTrue(a.einsum("...->", List.of()).allClose(a.sum(), 1e-13, 1e-13));
    assertTrue(a.einsum("i...->...i", List.of()).arrayEqual(a.moveAxis(0, -1)));
  }

  @Test
  void withoutArrowTheOutputIsInTheOrderOfTheAlphabet() {
    Tensor a = numbers(2, 3);
    assertTrue(a.einsum("ba", List.of()).arrayEqual(a.transpose()));
  }

  @Test
  void extentOneBroadcasts() {
    Tensor a = numbers(3, 1);
    Tensor b = numbers(4, 2);
    Tensor expected = a.mul(b.sum(1)).sum(new int[] {1}, false);
    assertTrue(a.einsum("ij,jk->i", List.of(b)).allClose(expected, 1e-13, 1e-13));
  }

  @Test
  void emptyAxesSumToZero() {
    Tensor got = Tensor.zeros(DType.F64, 2, 0).einsum("ij,jk->ik", List.of(numbers(0, 3)));
    assertTrue(got.arrayEqual(Tensor.zeros(DType.F64, 2, 3)));
    assertArrayEquals(
        new int[] {0, 3},
        Tensor.zeros(DType.F64, 0, 2)
            .einsum("ij,jk->ik", List.of(numbers(2, 3)))
            .shape());
  }

  @Test
  void chainsAreMultipliedInTheCheapestOrder() {
    // Left to right there would be 100 000 x 100 000 numbers in between, which is refused; right to
    // left one.
    Tensor a = numbers(100_000, 1);
    Tensor b = numbers(1, 100_000);
    Tensor v = numbers(100_000);
    assertTrue(a.multiDot(List.of(b, v)).allClose(a.matmul(b.matmul(v)), 1e-12, 1e-12));
    assertTrue(a.einsum("ij,jk,k->i", List.of(b, v)).allClose(a.matmul(b.matmul(v)), 1e-12, 1e-12));
    assertEquals(1, v.multiDot(List.of(a)).size());
  }

  @Test
  void otherProducts() {
    Tensor a = Tensor.of(new double[][] {{1, 2}});
    Tensor b = Tensor.of(new double[][] {{1, 10}, {100, 1000}});
    assertTrue(a.kron(b).arrayEqual(Tensor.of(new double[][] {{1, 10, 2, 20}, {100, 1000, 200, 2000}
    })));
    assertTrue(Tensor.of(1, 2).kron(Tensor.of(1, 10)).arrayEqual(Tensor.of(1, 10, 2, 20)));
    assertTrue(Tensor.of(1, 0, 0).cross(Tensor.of(0, 1, 0), 0).arrayEqual(Tensor.of(0, 0, 1)));
    Tensor x = numbers(2, 3, 4);
    Tensor y = numbers(4, 3, 5);
    Tensor expected = x.einsum("ijk,kjl->il", List.of(y));
    assertTrue(
        x.tensordot(y, new int[] {1, -1}, new int[] {1, 0}).allClose(expected, 1e-13, 1e-13));
    assertEquals(4, x.tensordot(Tensor.of(3), new int[0], new int[0]).rank());
    assertEquals(
        5,
        Tensor.of(new double[][] {{3, 4}})
            .cdist(Tensor.of(new double[][] {{0, 0}}), 2)
            .item());
  }
}
