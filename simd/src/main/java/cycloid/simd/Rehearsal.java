package cycloid.simd;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows the virtual machine all kinds of vector operations, before one kind alone has become hot.
 *
 * <p>Why: all operations of the Vector API pass through a few shared methods. Where these have seen nothing but products, C2 of
 * JDK 17 compiles them for products, and the next kind of operation makes it take that back, which it counts. A compiled loop
 * inlines the shared methods once for each operation, the counts add up, and past a hundred ({@code PerMethodTrapLimit}) C2
 * trusts no type any more: it boxes the vectors of that loop, and of every long loop to come. What has seen
 * all kinds from the beginning is never compiled for one of them.
 */
final class Rehearsal {
  /** JDK 25 takes its assumptions back as well, and hardly ever boxes. */
  private static final boolean NEEDED = Runtime.version().feature() < 21;

  /** HotSpot takes notes of types from some 400 calls on. */
  private static final int ROUNDS = 200;

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Rehearsal() {}

  /** Called where vectors are used for the first time; returns at once, unless it is the caller who warms up. */
  static void begin() {
    if (NEEDED && WarmUp.isEnabled() && BEGUN.compareAndSet(false, true)) {
      WarmUp.submit(() -> run(ROUNDS));
    }
  }

  /** A round beside the training of a loop: where the notes of the first ones came too early. */
  static void again() {
    if (NEEDED && BEGUN.get()) {
      run(1);
    }
  }

  private static void run(int rounds) {
    FloatRehearsal floats = new FloatRehearsal();
    DoubleRehearsal doubles = new DoubleRehearsal();
    for (int round = 0; round < rounds; round++) {
      floats.round();
      doubles.round();
    }
  }
}
