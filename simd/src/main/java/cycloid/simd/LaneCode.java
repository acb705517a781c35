package cycloid.simd;

import cycloid.simd.ClassFile.Code;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Writes what a compiled loop does to numbers or to vectors of one dtype: loads, stores, and the operations, each a call of
 * a lane method or, for vectors, a copy of its code.
 */
final class LaneCode {
  private static final String PACKAGE = "cycloid/simd/";
  static final String MASK = "jdk/incubator/vector/VectorMask";

  /** The dtype as the class file knows it: F or D. */
  final char type;

  final String arrayType;
  final String vectorType;
  private final String prefix;
  private final Code code;

  LaneCode(DType dtype, Code code) {
    boolean single = dtype == DType.F32;
    this.type = single ? 'F' : 'D';
    this.arrayType = "[" + type;
    this.vectorType = "jdk/incubator/vector/" + (single ? "FloatVector" : "DoubleVector");
    this.prefix = PACKAGE + (single ? "Float" : "Double");
    this.code = code;
  }

  /** The type of a local variable for a value. */
  String valueType(Expression node, boolean vector) {
    if (vector) {
      return node.isCondition() ? MASK : vectorType;
    }
    return node.isCondition() ? "I" : String.valueOf(type);
  }

  /** The kind of instruction that loads and stores a value's local variable. */
  char kind(Expression node, boolean vector) {
    return vector ? 'A' : node.isCondition() ? 'I' : type;
  }

  /** An array and an index become an element, or a vector. */
  void load(boolean vector) {
    if (vector) {
      memory("load", "(" + arrayType + "I)L" + vectorType + ";");
    } else {
      code.op(type == 'F' ? Code.FALOAD : Code.DALOAD);
    }
  }

  /** A vector, an array and an index are taken; the vector is stored. */
  void storeVector() {
    memory("store", "(L" + vectorType + ";" + arrayType + "I)V");
  }

  /** An array, an index and a number are taken; the number is stored. */
  void storeNumber() {
    code.op(type == 'F' ? Code.FASTORE : Code.DASTORE);
  }

  /** A count becomes the mask of the lanes below it. */
  void firstLanes() {
    memory("firstLanes", "(I)L" + MASK + ";");
  }

  /** An array, an index and a mask become a vector of some lanes. */
  void loadSome() {
    memory("load", "(" + arrayType + "IL" + MASK + ";)L" + vectorType + ";");
  }

  /** A vector, an array, an index and a mask are taken; some lanes are stored. */
  void storeSome() {
    memory("store", "(L" + vectorType + ";" + arrayType + "IL" + MASK + ";)V");
  }

  /** A vector, another one and a mask become some lanes of the first and the others of the second. */
  void blend() {
    String vector = "L" + vectorType + ";";
    memory("blend", "(" + vector + vector + "L" + MASK + ";)" + vector);
  }

  /** A number becomes a vector. */
  void broadcast() {
    memory("broadcast", "(" + type + ")L" + vectorType + ";");
  }

  /** Pushes a constant. */
  void push(double value) {
    if (type == 'F') {
      code.push((float) value);
    } else {
      code.push(value);
    }
  }

  /** A number becomes a double. */
  void widen() {
    if (type == 'F') {
      code.op(Code.F2D);
    }
  }

  /** A double is rounded to a number. */
  void narrow() {
    if (type == 'F') {
      code.op(Code.D2F);
    }
  }

  /** An array, a begin, an end and a number are taken; the number is stored everywhere between. */
  void fill() {
    String descriptor = "(" + arrayType + "II" + type + ")V";
    code.invoke(Code.INVOKESTATIC, "java/util/Arrays", "fill", descriptor);
  }

  /** An array and an index become the fold of the virtual lanes from there. */
  void fold(Operation reduction, boolean vector) {
    String owner = prefix + (vector ? "VectorMemory" : "VirtualLanes");
    String method = switch (reduction) {
      case SUM -> "sum";
      case LARGEST -> "greatest";
      default -> "least";
    };
    code.invoke(Code.INVOKESTATIC, owner, method, "(" + arrayType + "I)" + type);
  }

  /** A number, or a vector of numbers, becomes a condition: not 0. */
  void condition(boolean vector) {
    code.op(type == 'F' ? Code.FCONST_0 : Code.DCONST_0);
    if (vector) {
      broadcast();
    }
    operation(Operation.NOT_EQUAL, vector);
  }

  /** Operands become a result. */
  void operation(Operation operation, boolean vector) {
    String descriptor = descriptor(operation, vector);
    if (vector) {
      lane(operation.vectorLaneMethod(), descriptor);
    } else {
      code.invoke(Code.INVOKESTATIC, prefix + "Lanes", operation.laneMethod(), descriptor);
    }
  }

  /** Vectors of operands become a boolean: whether a lane is far. */
  void farTest(Operation operation) {
    String operands = ("L" + vectorType + ";").repeat(operation.arity());
    lane(operation.farTest(), "(" + operands + ")Z");
  }

  /** The names of the methods of the Vector API that an operation calls. */
  List<String> vectorCalls(Operation operation) {
    return copiedLanes().calls(operation.vectorLaneMethod(), descriptor(operation, true));
  }

  /** Copied lane methods may use what is private in their class: the loop is made a nest mate of it. */
  MethodHandles.Lookup vectorLookup() {
    return type == 'F' ? FloatVectorMemory.lookup() : DoubleVectorMemory.lookup();
  }

  private void memory(String method, String descriptor) {
    LaneMethods copied = type == 'F' ? FloatCode.MEMORY : DoubleCode.MEMORY;
    if (!copied.copy(method, descriptor, code)) {
      code.invoke(Code.INVOKESTATIC, prefix + "VectorMemory", method, descriptor);
    }
  }

  private void lane(String method, String descriptor) {
    if (!copiedLanes().copy(method, descriptor, code)) {
      code.invoke(Code.INVOKESTATIC, prefix + "VectorLanes", method, descriptor);
    }
  }

  private String descriptor(Operation operation, boolean vector) {
    StringBuilder descriptor = new StringBuilder("(");
    for (int i = 0; i < operation.arity(); i++) {
      descriptor.append(descriptor(operation.takesCondition(i), vector));
    }
    return descriptor
        .append(')')
        .append(descriptor(operation.isCondition(), vector))
        .toString();
  }

  private String descriptor(boolean condition, boolean vector) {
    if (vector) {
      return "L" + (condition ? MASK : vectorType) + ";";
    }
    return condition ? "Z" : String.valueOf(type);
  }

  private LaneMethods copiedLanes() {
    return type == 'F' ? FloatCode.LANES : DoubleCode.LANES;
  }

  private static final class FloatCode {
    static final LaneMethods LANES = new LaneMethods(FloatVectorLanes.class);
    static final LaneMethods MEMORY = new LaneMethods(FloatVectorMemory.class);
  }

  private static final class DoubleCode {
    static final LaneMethods LANES = new LaneMethods(DoubleVectorLanes.class);
    static final LaneMethods MEMORY = new LaneMethods(DoubleVectorMemory.class);
  }
}
