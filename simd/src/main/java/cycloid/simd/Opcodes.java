package cycloid.simd;

/** What is needed to know of the JVM's instructions (specification, chapter 6) to copy straight-line code. */
final class Opcodes {
  static final int BIPUSH = 0x10;
  static final int SIPUSH = 0x11;
  static final int LDC = 0x12;
  static final int LDC_W = 0x13;
  static final int LDC2_W = 0x14;
  static final int GETSTATIC = 0xb2;
  static final int INVOKEVIRTUAL = 0xb6;
  static final int INVOKESTATIC = 0xb8;
  static final int INVOKEINTERFACE = 0xb9;
  static final int CHECKCAST = 0xc0;
  private static final int ILOAD = 0x15;
  private static final int ILOAD_0 = 0x1a;
  private static final int IALOAD = 0x2e;
  private static final int ISTORE = 0x36;
  private static final int ISTORE_0 = 0x3b;
  private static final int IASTORE = 0x4f;
  private static final int IINC = 0x84;
  static final int IFEQ = 0x99;
  private static final int GOTO = 0xa7;
  private static final int IRETURN = 0xac;
  private static final int RETURN = 0xb1;
  private static final int ARRAYLENGTH = 0xbe;

  private Opcodes() {}

  /** Bytes of an instruction with its operands; of those that {@link #canCopy}, and of jumps. */
  static int length(int opcode) {
    if (opcode == BIPUSH || opcode == LDC || (isLocal(opcode) && !hasImplicitSlot(opcode))) {
      return 2;
    }
    if (opcode == INVOKEINTERFACE) {
      return 5;
    }
    boolean wide = opcode == SIPUSH || opcode == LDC_W || opcode == LDC2_W || opcode == CHECKCAST;
    boolean jump = opcode >= IFEQ && opcode <= GOTO;
    return wide || jump || (opcode >= GETSTATIC && opcode <= INVOKESTATIC) ? 3 : 1;
  }

  /** Whether an instruction loads or stores a local variable. */
  static boolean isLocal(int opcode) {
    return (opcode >= ILOAD && opcode < IALOAD) || (opcode >= ISTORE && opcode < IASTORE);
  }

  /** Whether the variable is part of the instruction, as in aload_1. */
  static boolean hasImplicitSlot(int opcode) {
    return (opcode >= ILOAD_0 && opcode < IALOAD) || (opcode >= ISTORE_0 && opcode < IASTORE);
  }

  static int implicitSlot(int opcode) {
    return (opcode - (opcode < IALOAD ? ILOAD_0 : ISTORE_0)) % 4;
  }

  /** The form of the instruction that names its variable: aload for aload_1. */
  static int withExplicitSlot(int opcode) {
    if (!hasImplicitSlot(opcode)) {
      return opcode;
    }
    return opcode < IALOAD ? ILOAD + (opcode - ILOAD_0) / 4 : ISTORE + (opcode - ISTORE_0) / 4;
  }

  static boolean isReturn(int opcode) {
    return opcode >= IRETURN && opcode <= RETURN;
  }

  static boolean isCall(int opcode) {
    return opcode == INVOKEVIRTUAL || opcode == INVOKESTATIC || opcode == INVOKEINTERFACE;
  }

  /** A jump that is always taken. */
  static boolean isGoto(int opcode) {
    return opcode == GOTO;
  }

  /** A jump that depends on whether one int, a boolean, is 0. */
  static boolean isZeroTest(int opcode) {
    return opcode == IFEQ || opcode == IFEQ + 1;
  }

  /** Whether an instruction can be copied to another class and place; jumps cannot, nor what makes objects. */
  static boolean canCopy(int opcode) {
    if (opcode == IINC || (opcode >= IFEQ && opcode < IRETURN)) {
      return false;
    }
    return opcode <= RETURN
        || opcode == GETSTATIC
        || opcode == INVOKEVIRTUAL
        || opcode == INVOKESTATIC
        || opcode == INVOKEINTERFACE
        || opcode == CHECKCAST
        || opcode == ARRAYLENGTH;
  }
}
