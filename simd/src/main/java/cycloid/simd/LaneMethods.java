package cycloid.simd;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lane methods of a class as bytecode, to be copied into a compiled loop in place of a call.
 *
 * <p>Why copy: HotSpot's C2 stops inlining into a method that has grown past 18000 nodes of its graph, some 45 vector
 * operations, and from there on vectors are boxed, ten to fifty times slower. Methods of the Vector API itself are exempt (they
 * carry a forced-inline mark that a library's cannot). So a loop that calls nothing but them stays whole, however long.
 *
 * <p>A method is copied if one path leads through its code: no exception handlers, and no jumps but those that the
 * constant {@code FMA} decides, as it does for this process. The lane methods that it calls in its own class are copied
 * too. Any other method stays a call.
 */
final class LaneMethods {
  // constant pool tags (JVM specification 4.4)
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int NAME_AND_TYPE = 12;

  private final String owner;
  private final Object[] constants;
  private final Map<String, Method> methods = new HashMap<>();

  /** What {@link #constants} holds for everything that is not text: the tag and the two numbers of the entry. */
  private record Entry(int tag, long first, int second) {}

  /** A method's code, and where the instructions stand that the one path through it executes. */
  private record Method(int maxStack, int maxLocals, byte[] code, int[] path) {}

  /** Reads the class file of a class in this package. */
  LaneMethods(Class<?> type) {
    this.owner = type.getName().replace('.', '/');
    try (InputStream stream = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      if (stream == null) {
        constants = new Object[0];
        return;
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(stream.readAllBytes()));
      in.skipBytes(8);
      constants = readConstants(in);
      in.skipBytes(6);
      in.skipBytes(2 * in.readUnsignedShort());
      readFields(in);
      readMethods(in);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "kernel: the lane methods of " + type.getName() + " could not be read", e);
    }
  }

  /**
   * Copies a method's code; its operands are on the stack, and its result is left there.
   *
   * @return false, with nothing written, if the method cannot be copied
   */
  boolean copy(String name, String descriptor, ClassFile.Code to) {
    Method method = methods.get(name + descriptor);
    if (method == null) {
      return false;
    }
    int base = to.reserve(method.maxLocals);
    to.needStack(method.maxStack);
    storeOperands(descriptor, base, to);
    for (int i : method.path) {
      copyInstruction(method.code, i, base, to);
    }
    to.unreserve(base);
    return true;
  }

  /** The names of the methods of other classes that a copy calls, in order; the method itself where it stays a call. */
  List<String> calls(String name, String descriptor) {
    Method method = methods.get(name + descriptor);
    if (method == null) {
      return List.of(name);
    }
    List<String> calls = new ArrayList<>();
    for (int i : method.path) {
      if (Opcodes.isCall(method.code[i] & 0xff)) {
        Entry member = (Entry) constants[index(method.code, i)];
        Entry nameAndType = (Entry) constants[member.second];
        String called = (String) constants[(int) nameAndType.first];
        boolean mine = className((int) member.first).equals(owner);
        calls.addAll(
            mine ? calls(called, (String) constants[nameAndType.second]) : List.of(called));
      }
    }
    return calls;
  }

  /** Pops the operands, last first, into the locals where the method expects its parameters. */
  private static void storeOperands(String descriptor, int base, ClassFile.Code to) {
    int[] slots = new int[descriptor.length()];
    char[] kinds = new char[descriptor.length()];
    int count = 0;
    int slot = base;
    for (int i = 1; descriptor.charAt(i) != ')'; i++) {
      char c = descriptor.charAt(i);
      kinds[count] = c == 'L' || c == '[' ? 'A' : c == 'Z' ? 'I' : c;
      slots[count++] = slot;
      slot += c == 'D' || c == 'J' ? 2 : 1;
      while (c == '[' && descriptor.charAt(i + 1) == '[') {
        i++;
      }
      if (c == '[') {
        i++;
      }
      if (descriptor.charAt(i) == 'L') {
        i = descriptor.indexOf(';', i);
      }
    }
    while (count-- > 0) {
      to.store(kinds[count], slots[count]);
    }
  }

  private void copyInstruction(byte[] code, int i, int base, ClassFile.Code to) {
    int opcode = code[i] & 0xff;
    if (Opcodes.isLocal(opcode)) {
      int slot =
          Opcodes.hasImplicitSlot(opcode) ? Opcodes.implicitSlot(opcode) : code[i + 1] & 0xff;
      to.variable(Opcodes.withExplicitSlot(opcode), base + slot);
      return;
    }
    switch (opcode) {
      case Opcodes.LDC -> constant(code[i + 1] & 0xff, to);
      case Opcodes.LDC_W, Opcodes.LDC2_W -> constant(index(code, i), to);
      case Opcodes.GETSTATIC,
          Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKESTATIC,
          Opcodes.INVOKEINTERFACE -> {
        Entry member = (Entry) constants[index(code, i)];
        Entry nameAndType = (Entry) constants[member.second];
        String type = className((int) member.first);
        String name = (String) constants[(int) nameAndType.first];
        String descriptor = (String) constants[nameAndType.second];
        boolean mine = opcode == Opcodes.INVOKESTATIC && type.equals(owner);
        if (!mine || !copy(name, descriptor, to)) {
          to.member(opcode, member.tag, type, name, descriptor);
          if (opcode == Opcodes.INVOKEINTERFACE) {
            to.op(code[i + 3]);
            to.op(0);
          }
        }
      }
      case Opcodes.CHECKCAST -> to.cast(className(index(code, i)));
      default -> {
        for (int k = 0; k < Opcodes.length(opcode); k++) {
          to.op(code[i + k] & 0xff);
        }
      }
    }
  }

  private void constant(int index, ClassFile.Code to) {
    Entry entry = (Entry) constants[index];
    switch (entry.tag) {
      case INTEGER -> to.push((int) entry.first);
      case FLOAT -> to.push(Float.intBitsToFloat((int) entry.first));
      case LONG -> to.push(entry.first);
      case DOUBLE -> to.push(Double.longBitsToDouble(entry.first));
      default -> throw new IllegalStateException("constant of kind " + entry.tag + " in " + owner);
    }
  }

  private String className(int index) {
    return (String) constants[(int) ((Entry) constants[index]).first];
  }

  private static int index(byte[] code, int i) {
    return (code[i + 1] & 0xff) << 8 | code[i + 2] & 0xff;
  }

  private static Object[] readConstants(DataInputStream in) throws IOException {
    Object[] constants = new Object[in.readUnsignedShort()];
    for (int i = 1; i < constants.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> constants[i] = in.readUTF();
        case INTEGER, FLOAT -> constants[i] = new Entry(tag, in.readInt(), 0);
        case LONG, DOUBLE -> constants[i++] = new Entry(tag, in.readLong(), 0);
        case CLASS, STRING, 16, 19, 20 -> constants[i] = new Entry(tag, in.readUnsignedShort(), 0);
        case 15 -> constants[i] = new Entry(tag, in.readUnsignedByte(), in.readUnsignedShort());
        default -> constants[i] = new Entry(tag, in.readUnsignedShort(), in.readUnsignedShort());
      }
    }
    return constants;
  }

  private void readFields(DataInputStream in) throws IOException {
    for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
      in.skipBytes(6);
      skipAttributes(in);
    }
  }

  private void readMethods(DataInputStream in) throws IOException {
    for (int count = in.readUnsignedShort(); count > 0; count--) {
      in.skipBytes(2);
      String name = (String) constants[in.readUnsignedShort()];
      String descriptor = (String) constants[in.readUnsignedShort()];
      for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
        String attribute = (String) constants[in.readUnsignedShort()];
        int length = in.readInt();
        if (!attribute.equals("Code")) {
          in.skipBytes(length);
          continue;
        }
        int maxStack = in.readUnsignedShort();
        int maxLocals = in.readUnsignedShort();
        byte[] code = in.readNBytes(in.readInt());
        int handlers = in.readUnsignedShort();
        in.skipBytes(8 * handlers);
        skipAttributes(in);
        int[] path = handlers == 0 ? path(code) : null;
        if (path != null) {
          methods.put(name + descriptor, new Method(maxStack, maxLocals, code, path));
        }
      }
    }
  }

  /** The instructions from the first to a return, without both; null if more than one path leads there. */
  private int[] path(byte[] code) {
    int[] path = new int[code.length];
    int count = 0;
    int i = 0;
    while (count < code.length) {
      int opcode = code[i] & 0xff;
      int next = i + Opcodes.length(opcode);
      if (Opcodes.isReturn(opcode)) {
        return Arrays.copyOf(path, count);
      }
      if (Opcodes.isGoto(opcode)) {
        i += (short) index(code, i);
      } else if (isFmaConstant(code, i) && Opcodes.isZeroTest(code[next] & 0xff)) {
        boolean jumps = Fma.FMA == (code[next] & 0xff) > Opcodes.IFEQ;
        i = jumps ? next + (short) index(code, next) : next + Opcodes.length(code[next] & 0xff);
      } else if (Opcodes.canCopy(opcode)) {
        path[count++] = i;
        i = next;
      } else {
        return null;
      }
    }
    return null;
  }

  private boolean isFmaConstant(byte[] code, int i) {
    if ((code[i] & 0xff) != Opcodes.GETSTATIC) {
      return false;
    }
    Entry field = (Entry) constants[index(code, i)];
    return constants[(int) ((Entry) constants[field.second]).first].equals("FMA");
  }

  private static void skipAttributes(DataInputStream in) throws IOException {
    for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
      in.skipBytes(2);
      in.skipBytes(in.readInt());
    }
  }
}
