package cycloid.simd;

import java.util.List;
import java.util.Set;

/**
 * What the compiled loops of a kernel do to each lane, told in instructions of which one serves a whole vector: what there
 * is to know for saying how fast they could be.
 *
 * @param instructions arithmetic, comparisons, choices and conversions; loads, stores, constants and what only renames a
 *     register count nothing
 * @param divisions those of them that divide
 * @param roots those of them that take a square root
 */
public record LaneWork(int instructions, int divisions, int roots) {
  /** Methods of the Vector API that are no instruction, or one that the compiler moves out of the loop. */
  private static final Set<String> FREE = Set.of(
      "broadcast",
      "zero",
      "fromArray",
      "intoArray",
      "species",
      "length",
      "check",
      "reinterpretAsInts",
      "reinterpretAsLongs",
      "reinterpretAsFloats",
      "reinterpretAsDoubles",
      "viewAsIntegralLanes",
      "viewAsFloatingLanes");

  /** The work of all stages of a program. */
  static LaneWork of(Program program) {
    LaneCode code = new LaneCode(program.dtype(), null);
    int instructions = 0;
    int divisions = 0;
    int roots = 0;
    for (Program.Stage stage : program.stages()) {
      instructions += stage.reductions().size();
      for (Expression node : stage.body()) {
        List<String> calls = code.vectorCalls(node.operation());
        instructions +=
            (int) calls.stream().filter(name -> !FREE.contains(name)).count();
        divisions += (int) calls.stream().filter("div"::equals).count();
        roots += (int) calls.stream().filter("sqrt"::equals).count();
      }
    }
    return new LaneWork(instructions, divisions, roots);
  }
}
