package cycloid.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartTest {
  @Test
  void everyFirstResultIsTimedWithVectorsAndWithout() throws IOException {
    List<Measurement> all = new ArrayList<>();
    Start.measure(1, (done, what) -> {}, all::add);
    List<String> names = all.stream().map(Measurement::bench).toList();
    for (String result : List.of("nothing", "kernel", "tensor", "gradient")) {
      assertTrue(names.contains("start_" + result + "/vector"), names.toString());
      assertTrue(names.contains("start_" + result + "/scalar"), names.toString());
    }
    all.forEach(one -> assertTrue(one.ns() > 1e6, one.toString()));
    assertEquals(names.size(), names.stream().distinct().count());
  }
}
