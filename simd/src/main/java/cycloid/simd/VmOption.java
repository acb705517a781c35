package cycloid.simd;

import java.lang.reflect.Method;

/** Reads options of the virtual machine, by reflection: the module jdk.management need not be there. */
final class VmOption {
  private VmOption() {}

  /** The option's value; null if this VM has no such option or does not tell. */
  static String value(String option) {
    try {
      Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
      Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
      Object bean = factory.getMethod("getPlatformMXBean", Class.class).invoke(null, type);
      Object found = type.getMethod("getVMOption", String.class).invoke(bean, option);
      Method value = Class.forName("com.sun.management.VMOption").getMethod("getValue");
      return (String) value.invoke(found);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return null;
    }
  }
}
