package cycloid.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Deferred functions that are computed together: those asked for, and those they are made of that have no numbers yet.
 *
 * <p>A region is told from others by its code: the functions in the order in which they are computed, where their operands
 * come from, and which of them are stored. One that comes again and again is composed to a single kernel; until then, and so
 * for a function that is evaluated once, its functions run one by one.
 */
final class Region {
  /** How often a region must come to be worth a kernel of its own. */
  private static final int OFTEN = 3;

  /** Storing a value and reading it again costs as much as computing what costs so many additions. */
  private static final int WORTH_STORING = 12;

  /** Compositions that are kept; programs that never repeat themselves do not fill the memory. */
  private static final int MOST = 4096;

  private static final Map<Code, Composition> COMPOSITIONS = new ConcurrentHashMap<>();

  /** In the order in which they are computed: operands first. */
  private final List<Deferred> functions = new ArrayList<>();

  private final List<Tensor> arrays = new ArrayList<>();

  private final List<Deferred> asked;

  private Region(List<Deferred> asked) {
    this.asked = asked;
  }

  /** Computes what is asked for, all of one shape, layout and dtype. */
  static void compute(List<Deferred> asked) {
    if (asked.size() == 1 && isAlone(asked.get(0))) {
      asked.get(0).set(computed(asked.get(0)));
      return;
    }
    Region region = new Region(asked);
    try {
      for (Deferred function : asked) {
        if (function.position < 0) {
          region.add(function);
        }
      }
      region.run();
    } finally {
      for (Deferred function : region.functions) {
        function.position = -1;
        function.usesWithin = 0;
      }
    }
  }

  private static boolean isAlone(Deferred function) {
    for (int i = 0; i < function.operandCount(); i++) {
      if (function.operand(i) instanceof Deferred) {
        return false;
      }
    }
    return true;
  }

  private static Tensor computed(Deferred function) {
    Tensor[] operands = new Tensor[function.operandCount()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = function.operand(i).value();
    }
    return ElementwiseLoop.apply(function.function(), function.scalars(), operands);
  }

  private void add(Deferred function) {
    for (int i = 0; i < function.operandCount(); i++) {
      if (function.operand(i) instanceof Deferred operand) {
        operand.usesWithin++;
        if (operand.position < 0) {
          add(operand);
        }
      }
    }
    function.position = functions.size();
    functions.add(function);
  }

  private void run() {
    Code code = new Code(code());
    Composition composition = COMPOSITIONS.get(code);
    if (composition == null) {
      if (COMPOSITIONS.size() >= MOST) {
        COMPOSITIONS.clear();
      }
      composition = new Composition();
      COMPOSITIONS.put(code, composition);
    }
    if (!composition.comesOften(OFTEN)) {
      functions.forEach(function -> function.set(computed(function)));
      return;
    }
    composition.compute(functions, code.numbers, arrays);
  }

  // ---- the code

  /**
   * The dtype; then for each function its number, whether it is stored, and its operands: i for array i, -1 - i for
   * function i.
   */
  private int[] code() {
    int length = 1;
    for (int k = 0; k < functions.size(); k++) {
      length += 2 + functions.get(k).operandCount();
    }
    int[] code = new int[length];
    int[] costs = new int[functions.size()];
    int at = 0;
    code[at++] = functions.get(0).dtype().ordinal();
    for (int k = 0; k < functions.size(); k++) {
      Deferred function = functions.get(k);
      code[at++] = function.function().number();
      int stored = at++;
      costs[k] = function.function().cost();
      for (int i = 0; i < function.operandCount(); i++) {
        Operand operand = function.operand(i);
        if (operand instanceof Deferred deferred) {
          costs[k] += costs[deferred.position];
          code[at++] = -1 - deferred.position;
        } else {
          code[at++] = array((Tensor) operand);
        }
      }
      if (k == functions.size() - 1 || (costs[k] > WORTH_STORING && function.isNeededElsewhere())) {
        code[stored] = 1;
        costs[k] = 0;
      }
    }
    return code;
  }

  private int array(Tensor tensor) {
    for (int i = 0; i < arrays.size(); i++) {
      if (arrays.get(i) == tensor) {
        return i;
      }
    }
    arrays.add(tensor);
    return arrays.size() - 1;
  }

  /** An array of numbers as a key. */
  private static final class Code {
    private final int[] numbers;
    private final int hash;

    Code(int[] numbers) {
      this.numbers = numbers;
      this.hash = Arrays.hashCode(numbers);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Code code && Arrays.equals(numbers, code.numbers);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
