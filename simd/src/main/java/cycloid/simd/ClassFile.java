package cycloid.simd;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a class file: as much of the format (JVM specification, chapter 4) as a compiled loop needs.
 *
 * <p>The class is final, has an empty constructor, one method, and static methods that it calls. Jumps go to {@link Label}s; at a label the verifier is
 * told the types of the local variables and that the operand stack is empty.
 */
final class ClassFile {
  private static final int VERSION_17 = 61;
  private static final int ACC_FINAL_SUPER = 0x0030;
  private static final int ACC_STATIC = 0x0008;

  private final List<byte[]> constants = new ArrayList<>();
  private final Map<String, Integer> constantIndex = new HashMap<>();
  private final List<Method> staticMethods = new ArrayList<>();
  private final String name;
  private int constantSlots = 1;

  private record Method(String name, String descriptor, Code code) {}

  /** The file of a class with an internal name. */
  ClassFile(String name) {
    this.name = name;
  }

  /** A place in the code. */
  static final class Label {
    private int position = -1;
    private final List<Integer> jumps = new ArrayList<>();
  }

  /** Adds a static method, to be called by {@link Code#invokeOwn}; its code may be written later. */
  String addStatic(String descriptor, Code code) {
    String method = "part" + staticMethods.size();
    staticMethods.add(new Method(method, descriptor, code));
    return method;
  }

  /** The bytes of the class. */
  byte[] write(String superName, String methodName, String descriptor, Code method) {
    int thisClass = classConstant(name);
    int superClass = classConstant(superName);
    Code constructor = new Code(this, 1);
    constructor.load('A', 0);
    constructor.invoke(Code.INVOKESPECIAL, superName, "<init>", "()V");
    constructor.op(Code.RETURN);
    List<byte[]> methods = new ArrayList<>();
    methods.add(methodBytes(0, "<init>", "()V", constructor));
    methods.add(methodBytes(0, methodName, descriptor, method));
    for (Method part : staticMethods) {
      methods.add(methodBytes(ACC_STATIC, part.name, part.descriptor, part.code));
    }
    return bytes(out -> {
      out.writeInt(0xCAFEBABE);
      out.writeInt(VERSION_17);
      out.writeShort(constantSlots);
      for (byte[] constant : constants) {
        out.write(constant);
      }
      out.writeShort(ACC_FINAL_SUPER);
      out.writeShort(thisClass);
      out.writeShort(superClass);
      out.writeShort(0); // interfaces
      out.writeShort(0); // fields
      out.writeShort(methods.size());
      for (byte[] bytes : methods) {
        out.write(bytes);
      }
      out.writeShort(0); // attributes
    });
  }

  private byte[] methodBytes(int access, String name, String descriptor, Code code) {
    int nameIndex = utf8(name);
    int descriptorIndex = utf8(descriptor);
    int codeName = utf8("Code");
    byte[] frames = code.frames();
    int framesName = frames.length == 0 ? 0 : utf8("StackMapTable");
    byte[] instructions = code.instructions();
    byte[] attribute = bytes(out -> {
      out.writeShort(code.maxStack());
      out.writeShort(code.maxLocals());
      out.writeInt(instructions.length);
      out.write(instructions);
      out.writeShort(0); // exception table
      out.writeShort(frames.length == 0 ? 0 : 1);
      if (frames.length > 0) {
        out.writeShort(framesName);
        out.writeInt(frames.length);
        out.write(frames);
      }
    });
    return bytes(out -> {
      out.writeShort(access);
      out.writeShort(nameIndex);
      out.writeShort(descriptorIndex);
      out.writeShort(1);
      out.writeShort(codeName);
      out.writeInt(attribute.length);
      out.write(attribute);
    });
  }

  int utf8(String text) {
    return constant("utf8 " + text, 1, out -> {
      out.writeByte(1);
      out.writeUTF(text);
    });
  }

  int integerConstant(int value) {
    return constant("int " + value, 1, out -> {
      out.writeByte(3);
      out.writeInt(value);
    });
  }

  int floatConstant(float value) {
    return constant("float " + Float.floatToRawIntBits(value), 1, out -> {
      out.writeByte(4);
      out.writeInt(Float.floatToRawIntBits(value));
    });
  }

  int longConstant(long value) {
    return constant("long " + value, 2, out -> {
      out.writeByte(5);
      out.writeLong(value);
    });
  }

  int doubleConstant(double value) {
    return constant("double " + Double.doubleToRawLongBits(value), 2, out -> {
      out.writeByte(6);
      out.writeLong(Double.doubleToRawLongBits(value));
    });
  }

  int classConstant(String name) {
    int utf8 = utf8(name);
    return constant("class " + name, 1, out -> {
      out.writeByte(7);
      out.writeShort(utf8);
    });
  }

  /** A field, method or interface method: tag 9, 10 or 11. */
  int memberConstant(int tag, String owner, String name, String descriptor) {
    int ownerIndex = classConstant(owner);
    int nameIndex = utf8(name);
    int descriptorIndex = utf8(descriptor);
    int nameAndType = constant("nameAndType " + name + " " + descriptor, 1, out -> {
      out.writeByte(12);
      out.writeShort(nameIndex);
      out.writeShort(descriptorIndex);
    });
    return constant("member " + tag + " " + owner + "." + name + " " + descriptor, 1, out -> {
      out.writeByte(tag);
      out.writeShort(ownerIndex);
      out.writeShort(nameAndType);
    });
  }

  private int constant(String key, int slots, Writer writer) {
    Integer known = constantIndex.get(key);
    if (known != null) {
      return known;
    }
    int index = constantSlots;
    constants.add(bytes(writer));
    constantSlots += slots;
    constantIndex.put(key, index);
    return index;
  }

  @FunctionalInterface
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The instructions of one method, and the verifier's frames at its labels. */
  static final class Code {
    static final int IADD = 0x60;
    static final int IAND = 0x7e;
    static final int ISUB = 0x64;
    static final int AALOAD = 0x32;
    static final int IALOAD = 0x2e;
    static final int FALOAD = 0x30;
    static final int DALOAD = 0x31;
    static final int FASTORE = 0x51;
    static final int DASTORE = 0x52;
    static final int FCONST_0 = 0x0b;
    static final int DCONST_0 = 0x0e;
    static final int I2D = 0x87;
    static final int F2D = 0x8d;
    static final int D2F = 0x90;
    static final int RETURN = 0xb1;
    static final int INVOKESPECIAL = 0xb7;
    static final int INVOKESTATIC = 0xb8;
    static final int IFEQ = 0x99;
    static final int IFNE = 0x9a;
    static final int IF_ICMPLT = 0xa1;
    static final int IF_ICMPGE = 0xa2;
    static final int GOTO = 0xa7;
    static final int ARRAYLENGTH = 0xbe;
    private static final String KINDS =
        "IJFDA"; // in the order of the instructions that load and store them
    private static final int CHECKCAST = 0xc0;
    private static final int WIDE = 0xc4;
    private static final int SIPUSH = 0x11;
    private static final int LDC_W = 0x13;
    private static final int LDC2_W = 0x14;
    private static final int METHOD = 10;

    private final ClassFile file;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private final List<Local> locals = new ArrayList<>();
    private final List<Integer> framePositions = new ArrayList<>();
    private final List<byte[]> frameBodies = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private int nextLocal;
    private int maxLocals;
    private int copiedStack;

    /** A local variable: its slot and its verification type, an internal class name or I, F, D. */
    private record Local(int slot, String type) {}

    /** @param parameterSlots the slots of {@code this} and the parameters */
    Code(ClassFile file, int parameterSlots) {
      this.file = file;
      this.nextLocal = parameterSlots;
      this.maxLocals = parameterSlots;
    }

    int size() {
      return code.size();
    }

    /** Room enough for every instruction sequence that loops are made of, and for copied methods on top. */
    int maxStack() {
      return 16 + copiedStack;
    }

    /** Asks for stack above the operands of the moment, for a copied method. */
    void needStack(int slots) {
      copiedStack = Math.max(copiedStack, slots);
    }

    /** Slots for locals that live between two labels; to be given back by {@link #unreserve} with what this returns. */
    int reserve(int slots) {
      int base = nextLocal;
      nextLocal += slots;
      maxLocals = Math.max(maxLocals, nextLocal);
      return base;
    }

    void unreserve(int base) {
      nextLocal = base;
    }

    int maxLocals() {
      return maxLocals;
    }

    /** Tells the type of a parameter in a slot; parameters come first and in order. */
    void parameter(int slot, String type) {
      locals.add(new Local(slot, type));
    }

    /** A new local variable of type I, F, D, or an internal class name. */
    int local(String type) {
      int slot = nextLocal;
      nextLocal += type.equals("D") ? 2 : 1;
      maxLocals = Math.max(maxLocals, nextLocal);
      locals.add(new Local(slot, type));
      return slot;
    }

    /** The number of locals, to be given to {@link #release} later. */
    int mark() {
      return locals.size();
    }

    /** Gives up the locals made since {@link #mark}; their slots are used again. */
    void release(int mark) {
      while (locals.size() > mark) {
        nextLocal = locals.remove(locals.size() - 1).slot;
      }
    }

    void op(int opcode) {
      code.write(opcode);
    }

    private void op(int opcode, int operand) {
      code.write(opcode);
      code.write(operand >>> 8);
      code.write(operand);
    }

    /** Pushes a local of kind I, J, F, D or A. */
    void load(char kind, int slot) {
      variable(0x15 + KINDS.indexOf(kind), slot);
    }

    /** Pops into a local of kind I, J, F, D or A. */
    void store(char kind, int slot) {
      variable(0x36 + KINDS.indexOf(kind), slot);
    }

    void variable(int opcode, int slot) {
      if (slot < 256) {
        code.write(opcode);
        code.write(slot);
      } else {
        code.write(WIDE);
        op(opcode, slot);
      }
    }

    void push(int value) {
      if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
        op(SIPUSH, value);
      } else {
        op(LDC_W, file.integerConstant(value));
      }
    }

    void push(float value) {
      op(LDC_W, file.floatConstant(value));
    }

    void push(long value) {
      op(LDC2_W, file.longConstant(value));
    }

    void push(double value) {
      op(LDC2_W, file.doubleConstant(value));
    }

    void cast(String type) {
      op(CHECKCAST, file.classConstant(type));
    }

    void invoke(int opcode, String owner, String name, String descriptor) {
      op(opcode, file.memberConstant(METHOD, owner, name, descriptor));
    }

    /** Calls a static method of the class itself; {@code slots} are those of its operands. */
    void invokeOwn(String name, String descriptor, int slots) {
      needStack(slots);
      invoke(INVOKESTATIC, file.name, name, descriptor);
    }

    /** An instruction on a field or a method; the constant's tag as in the class it was copied from. */
    void member(int opcode, int tag, String owner, String name, String descriptor) {
      op(opcode, file.memberConstant(tag, owner, name, descriptor));
    }

    void jump(int opcode, Label label) {
      label.jumps.add(code.size());
      if (!labels.contains(label)) {
        labels.add(label);
      }
      op(opcode, 0);
    }

    /** Sets the label here, with the locals as they are now and an empty stack; of labels at one place the last one counts. */
    void place(Label label) {
      label.position = code.size();
      if (!labels.contains(label)) {
        labels.add(label);
      }
      int last = framePositions.size() - 1;
      if (last >= 0 && framePositions.get(last) == code.size()) {
        framePositions.remove(last);
        frameBodies.remove(last);
      }
      framePositions.add(code.size());
      frameBodies.add(frame());
    }

    /** A full frame without its offset (specification 4.7.4). */
    private byte[] frame() {
      return bytes(out -> {
        out.writeShort(locals.size());
        for (Local local : locals) {
          switch (local.type) {
            case "I" -> out.writeByte(1);
            case "F" -> out.writeByte(2);
            case "D" -> out.writeByte(3);
            default -> {
              out.writeByte(7);
              out.writeShort(file.classConstant(local.type));
            }
          }
        }
        out.writeShort(0);
      });
    }

    byte[] frames() {
      if (framePositions.isEmpty()) {
        return new byte[0];
      }
      return bytes(out -> {
        out.writeShort(framePositions.size());
        int previous = -1;
        for (int f = 0; f < framePositions.size(); f++) {
          out.writeByte(255);
          out.writeShort(framePositions.get(f) - previous - 1);
          out.write(frameBodies.get(f));
          previous = framePositions.get(f);
        }
      });
    }

    byte[] instructions() {
      byte[] bytes = code.toByteArray();
      for (Label label : labels) {
        for (int jump : label.jumps) {
          int distance = label.position - jump;
          bytes[jump + 1] = (byte) (distance >>> 8);
          bytes[jump + 2] = (byte) distance;
        }
      }
      return bytes;
    }
  }
}
