package cycloid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundled jar can be put on a module path: it is the module {@code cycloid}. */
class BundleIsAModuleTest {
  private static final ModuleFinder BUNDLE =
      ModuleFinder.of(Path.of(System.getProperty("cycloid.jar")));
  private static final List<String> LIBRARIES = List.of("simd", "tensor", "autodiff", "optim");

  @Test
  void itExportsWhatTheLibraryModulesExport() {
    Path root = Path.of(System.getProperty("cycloid.root"));
    Set<String> exported = LIBRARIES.stream()
        .map(library -> ModuleFinder.of(root.resolve(library + "/target/classes")))
        .flatMap(BundleIsAModuleTest::exports)
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(exported, exports(BUNDLE).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void asAModuleItHasTheProviderAskedFor() throws ReflectiveOperationException {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(BUNDLE, ModuleFinder.of(), Set.of("cycloid"));
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
    Class<?> simd = layer.findLoader("cycloid").loadClass("cycloid.simd.Simd");
    Object provider = simd.getMethod("provider").invoke(null);
    assertEquals(System.getProperty("cycloid.expectedProvider"), provider.toString());
  }

  private static Stream<String> exports(ModuleFinder modules) {
    return modules.findAll().stream()
        .flatMap(module -> module.descriptor().exports().stream())
        .map(Exports::source);
  }
}
