package cycloid.tensor.io;

import cycloid.simd.DType;
import java.nio.ByteBuffer;

/**
 * How a number is stored in a file, and what it becomes in a tensor.
 *
 * <p>Floating-point types of up to 32 bits become F32, exactly. All others become F64: whole numbers exactly up to 2^53
 * in size, beyond that rounded to the nearest double; BOOL becomes 0 and 1.
 */
public enum StoredType {
  /** IEEE 754 double precision. */
  F64(8, DType.F64),
  /** IEEE 754 single precision. */
  F32(4, DType.F32),
  /** IEEE 754 half precision: 11 significant bits, at most 65504. */
  F16(2, DType.F32),
  /** The leading 16 bits of single precision: 8 significant bits. */
  BF16(2, DType.F32),
  /** Whole numbers of 64 bits with a sign. */
  I64(8, DType.F64),
  /** Whole numbers of 32 bits with a sign. */
  I32(4, DType.F64),
  /** Whole numbers of 16 bits with a sign. */
  I16(2, DType.F64),
  /** Whole numbers of 8 bits with a sign. */
  I8(1, DType.F64),
  /** Whole numbers of 64 bits without a sign. */
  U64(8, DType.F64),
  /** Whole numbers of 32 bits without a sign. */
  U32(4, DType.F64),
  /** Whole numbers of 16 bits without a sign. */
  U16(2, DType.F64),
  /** Whole numbers of 8 bits without a sign. */
  U8(1, DType.F64),
  /** A byte, 0 for false, anything else for true. */
  BOOL(1, DType.F64);

  private final int bytes;
  private final DType dtype;

  StoredType(int bytes, DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  /** The type that holds a dtype without a change. */
  static StoredType of(DType dtype) {
    return dtype == DType.F32 ? F32 : F64;
  }

  /** Bytes of one number. */
  public int bytes() {
    return bytes;
  }

  /** The dtype of the tensor that numbers of this type become. */
  public DType dtype() {
    return dtype;
  }

  /** Whether tensors can be written as this type: the floating-point ones. */
  public boolean isFloating() {
    return ordinal() <= BF16.ordinal();
  }

  /** This type, which tensors can be written as. */
  StoredType writable() {
    if (!isFloating()) {
      throw new IllegalArgumentException(
          "write: type must be one of F64, F32, F16, BF16; got " + this);
    }
    return this;
  }

  /** Reads numbers from the beginning of a buffer, in the buffer's byte order, into an array of this type's dtype. */
  void decode(ByteBuffer from, Object to, int at, int count) {
    switch (this) {
      case F64 -> from.asDoubleBuffer().get((double[]) to, at, count);
      case F32 -> from.asFloatBuffer().get((float[]) to, at, count);
      case F16 -> decode(HalfFloat.F16, from, (float[]) to, at, count);
      case BF16 -> decode(HalfFloat.BF16, from, (float[]) to, at, count);
      default -> {
        double[] numbers = (double[]) to;
        for (int i = 0; i < count; i++) {
          numbers[at + i] = wholeNumber(from, i * bytes);
        }
      }
    }
  }

  private static void decode(HalfFloat format, ByteBuffer from, float[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = format.widen(from.getShort(2 * i));
    }
  }

  private double wholeNumber(ByteBuffer from, int at) {
    return switch (this) {
      case I64 -> from.getLong(at);
      case I32 -> from.getInt(at);
      case I16 -> from.getShort(at);
      case I8 -> from.get(at);
      case U64 -> unsigned(from.getLong(at));
      case U32 -> Integer.toUnsignedLong(from.getInt(at));
      case U16 -> Short.toUnsignedInt(from.getShort(at));
      case U8 -> Byte.toUnsignedInt(from.get(at));
      default -> from.get(at) == 0 ? 0 : 1;
    };
  }

  /** The nearest double. Halving a large number keeps what was lost in its last bit, so that no tie is seen where none is. */
  private static double unsigned(long bits) {
    return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
  }

  /** Writes elements of an array of floats or doubles, rounded to nearest, to the beginning of a buffer. */
  void encode(DType dtype, Object from, int at, int count, ByteBuffer to) {
    if (this == F64 && dtype == DType.F64) {
      to.asDoubleBuffer().put((double[]) from, at, count);
    } else if (this == F32 && dtype == DType.F32) {
      to.asFloatBuffer().put((float[]) from, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        encode(dtype.get(from, at + i), to, i * bytes);
      }
    }
  }

  private void encode(double x, ByteBuffer to, int at) {
    switch (this) {
      case F64 -> to.putDouble(at, x);
      case F32 -> to.putFloat(at, (float) x);
      case F16 -> to.putShort(at, HalfFloat.F16.narrow(x));
      case BF16 -> to.putShort(at, HalfFloat.BF16.narrow(x));
      default -> throw new IllegalStateException("write: type must be floating; got " + this);
    }
  }
}
