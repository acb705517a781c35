package cycloid.simd;

import java.lang.System.Logger.Level;
import java.util.Locale;

/**
 * What runs the kernels of this process, and why. Decided once, when the class is initialised.
 *
 * <p>System properties, read once:
 *
 * <ul>
 *   <li>{@code cycloid.simd}: {@code auto} (the default: vectors where the machine compiles them), {@code scalar}, or
 *       {@code vector} (an error with the reason where there are none);
 *   <li>{@code cycloid.simd.bits}: the vector width, 128, 256 or 512; the machine's preferred width by default.
 * </ul>
 *
 * <p>The choice changes time, never results. A fallback from vectors to plain loops is announced once, through
 * {@link System.Logger}, with the flag that would enable vectors.
 */
public final class Simd {
  private static final String MODULE = "jdk.incubator.vector";
  private static final Provider PROVIDER;
  private static final String REASON;

  static {
    String wish = System.getProperty("cycloid.simd", "auto").trim().toLowerCase(Locale.ROOT);
    String obstacle = obstacle();
    switch (wish) {
      case "scalar" -> {
        PROVIDER = Provider.SCALAR;
        REASON = "asked for by -Dcycloid.simd=scalar";
      }
      case "vector" -> {
        if (!moduleIsPresent()) {
          throw new UnsupportedOperationException(
              "simd: -Dcycloid.simd=vector asks for vectors; got " + obstacle);
        }
        PROVIDER = Provider.VECTOR;
        REASON = "asked for by -Dcycloid.simd=vector"
            + (obstacle == null ? "" : ", although " + obstacle);
      }
      case "auto" -> {
        PROVIDER = obstacle == null ? Provider.VECTOR : Provider.SCALAR;
        REASON = obstacle == null
            ? "the module " + MODULE + " is present and this VM compiles it"
            : obstacle;
        if (obstacle != null) {
          System.getLogger("cycloid.simd")
              .log(Level.INFO, "Cycloid runs without vectors: " + obstacle);
        }
      }
      default ->
        throw new IllegalArgumentException(
            "simd: -Dcycloid.simd must be auto, vector or scalar; got '" + wish + "'");
    }
  }

  private Simd() {}

  /** What runs the kernels. */
  public static Provider provider() {
    return PROVIDER;
  }

  /** Elements in a vector; 1 without vectors. */
  public static int lanes(DType dtype) {
    if (PROVIDER == Provider.SCALAR) {
      return 1;
    }
    return dtype == DType.F32 ? FloatVectorMemory.lanes() : DoubleVectorMemory.lanes();
  }

  /** Whether products and sums are contracted where an equation or a kernel says so: the processor can. */
  public static boolean hasFma() {
    return Fma.FMA;
  }

  /** Why this provider. */
  public static String reason() {
    return REASON;
  }

  /** One line: provider, lanes, contraction, JDK and the reason. */
  public static String describe() {
    String width = PROVIDER == Provider.VECTOR
        ? "vector, " + lanes(DType.F32) + " float lanes (" + 32 * lanes(DType.F32) + " bits)"
        : "scalar";
    return width + (hasFma() ? ", FMA" : ", no FMA") + ", JDK " + Runtime.version() + " (" + REASON
        + ")";
  }

  /** What keeps this process from using vectors; null if nothing does. */
  private static String obstacle() {
    if (!moduleIsPresent()) {
      return "the module " + MODULE + " is not in this process; start java with --add-modules "
          + MODULE;
    }
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("interpreted mode")) {
      return "this VM does not compile (-Xint)";
    }
    if (mode.contains("emulated-client")) {
      return "this VM has its optimizing compiler switched off (-XX:TieredStopAtLevel)";
    }
    if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
      return "this is a native image";
    }
    String name = System.getProperty("java.vm.name", "");
    if (!name.contains("HotSpot") && !name.contains("OpenJDK")) {
      return "this VM is not known to compile vectors (" + name
          + "); -Dcycloid.simd=vector uses them nevertheless";
    }
    if ("false".equals(VmOption.value("EnableVectorSupport"))) {
      return "this VM has vectors switched off (-XX:-EnableVectorSupport)";
    }
    return null;
  }

  private static boolean moduleIsPresent() {
    ModuleLayer layer = Simd.class.getModule().getLayer();
    Module module =
        (layer != null ? layer : ModuleLayer.boot()).findModule(MODULE).orElse(null);
    return module != null && Simd.class.getModule().canRead(module);
  }
}
