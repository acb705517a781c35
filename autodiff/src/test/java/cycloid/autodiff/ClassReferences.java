package cycloid.autodiff;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which methods a class calls or refers to, as its class file says: the way to know which overload a sample is about.
 *
 * <p>Source: The Java Virtual Machine Specification, section 4.4: the constant pool.
 */
final class ClassReferences {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;

  private final int[] tags;
  private final int[] first;
  private final int[] second;
  private final String[] texts;

  private ClassReferences(DataInputStream in) throws IOException {
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    tags = new int[count];
    first = new int[count];
    second = new int[count];
    texts = new String[count];
    for (int i = 1; i < count; i++) {
      tags[i] = in.readUnsignedByte();
      switch (tags[i]) {
        case UTF8 -> texts[i] = in.readUTF();
        case CLASS, STRING, METHOD_TYPE -> first[i] = in.readUnsignedShort();
        case METHOD_HANDLE -> in.skipNBytes(3);
        case LONG, DOUBLE -> {
          in.skipNBytes(8);
          i++;
        }
        default -> {
          first[i] = in.readUnsignedShort();
          second[i] = in.readUnsignedShort();
        }
      }
    }
  }

  /** The signatures, as {@link #signature} gives them, of the variable's methods that a class refers to. */
  static Set<String> methodsOfVariable(Class<?> user) {
    try (InputStream file = user.getResourceAsStream(user.getSimpleName() + ".class")) {
      return new ClassReferences(new DataInputStream(file)).methodsOf();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> methodsOf() {
    Set<String> signatures = new TreeSet<>();
    for (int i = 1; i < tags.length; i++) {
      if ((tags[i] == METHOD || tags[i] == INTERFACE_METHOD)
          && isVariable(texts[first[first[i]]])) {
        int nameAndType = second[i];
        MethodType type = MethodType.fromMethodDescriptorString(
            texts[second[nameAndType]], Variable.class.getClassLoader());
        signatures.add(signature(texts[first[nameAndType]], type.parameterList().stream()));
      }
    }
    return signatures;
  }

  /** Whether a class, by its name in class files, is that of variables or one that it inherits from. */
  private static boolean isVariable(String name) {
    try {
      return !name.startsWith("[")
          && Class.forName(name.replace('/', '.')).isAssignableFrom(Variable.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** A method with its parameters, such as {@code add(Array)}; a variable is an array. */
  static String signature(Method method) {
    return signature(method.getName(), Stream.of(method.getParameterTypes()));
  }

  private static String signature(String name, Stream<Class<?>> parameters) {
    return name
        + parameters
            .map(type -> type == Variable.class ? "Array" : type.getSimpleName())
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
