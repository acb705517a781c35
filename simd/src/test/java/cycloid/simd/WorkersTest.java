package cycloid.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
  private final int before = Workers.threads();

  @AfterEach
  void restore() {
    Workers.setThreads(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyPieceIsDoneOnce(int threads) {
    Workers.setThreads(threads);
    for (int pieces : new int[] {0, 1, 2, 7, 8, 9, 1000}) {
      AtomicIntegerArray done = new AtomicIntegerArray(pieces);
      Workers.run(pieces, done::incrementAndGet);
      for (int piece = 0; piece < pieces; piece++) {
        assertEquals(1, done.get(piece), "piece " + piece + " of " + pieces);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void rangesCoverAllElementsOnce(int threads) {
    Workers.setThreads(threads);
    for (int n : new int[] {0, 1, 9, 10, 11, 20, 1234}) {
      AtomicIntegerArray done = new AtomicIntegerArray(n);
      Workers.run(n, 10, (start, end) -> {
        assertTrue(start % 10 == 0 && end - start <= 10);
        for (int i = start; i < end; i++) {
          done.incrementAndGet(i);
        }
      });
      for (int i = 0; i < n; i++) {
        assertEquals(1, done.get(i), "element " + i + " of " + n);
      }
    }
  }

  @Test
  void rangesNearTheGreatestIntegerDoNotOverflow() {
    Workers.setThreads(2);
    AtomicIntegerArray ends = new AtomicIntegerArray(3);
    Workers.run(Integer.MAX_VALUE, 1 << 30, (start, end) -> ends.set(start >>> 30, end));
    assertEquals("[1073741824, 2147483647, 0]", ends.toString());
  }

  @Test
  void theThreadsAskedForTakePart() {
    Workers.setThreads(3);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(3);
    Workers.run(3, piece -> {
      seen.add(Thread.currentThread());
      all.countDown();
      await(all);
    });
    assertEquals(3, seen.size());
    assertTrue(seen.contains(Thread.currentThread()));
    seen.remove(Thread.currentThread());
    seen.forEach(helper -> assertTrue(helper.isDaemon(), helper.getName()));
  }

  @Test
  void oneThreadMeansTheCaller() {
    Workers.setThreads(1);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Workers.run(50, piece -> seen.add(Thread.currentThread()));
    assertEquals(Set.of(Thread.currentThread()), seen);
  }

  @Test
  void whatPiecesWroteIsSeenAfterwards() {
    Workers.setThreads(2);
    int[] written = new int[64];
    int[] expected = new int[64];
    for (int round = 1; round <= 500; round++) {
      int value = round;
      Workers.run(64, piece -> written[piece] += value * piece);
      for (int piece = 0; piece < 64; piece++) {
        expected[piece] += value * piece;
      }
      assertArrayEquals(expected, written, "round " + round);
    }
  }

  @Test
  void workStartedFromAPieceIsDoneByItsThread() {
    Workers.setThreads(2);
    AtomicIntegerArray done = new AtomicIntegerArray(40);
    Workers.run(4, outer -> {
      Thread thread = Thread.currentThread();
      Workers.run(10, inner -> {
        assertEquals(thread, Thread.currentThread());
        done.incrementAndGet(10 * outer + inner);
      });
    });
    for (int i = 0; i < 40; i++) {
      assertEquals(1, done.get(i));
    }
  }

  @Test
  void severalCallersAtOnceAllGetTheirWorkDone() throws InterruptedException {
    Workers.setThreads(2);
    AtomicIntegerArray done = new AtomicIntegerArray(4);
    Thread[] callers = new Thread[4];
    for (int c = 0; c < callers.length; c++) {
      int caller = c;
      callers[c] = new Thread(() -> {
        for (int round = 0; round < 200; round++) {
          Workers.run(5, piece -> done.incrementAndGet(caller));
        }
      });
      callers[c].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals("[1000, 1000, 1000, 1000]", done.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void whatAPieceThrowsReachesTheCallerAndLaterWorkIsDone(int threads) {
    Workers.setThreads(threads);
    ArithmeticException thrown = assertThrows(
        ArithmeticException.class,
        () -> Workers.run(100, piece -> {
          if (piece >= 3) {
            throw new ArithmeticException("piece " + piece);
          }
        }));
    assertEquals("piece 3", thrown.getMessage());
    assertThrows(
        StackOverflowError.class,
        () -> Workers.run(2, piece -> {
          throw new StackOverflowError();
        }));
    everyPieceIsDoneOnce(threads);
  }

  @Test
  void aNumberOfThreadsOutOfRangeIsAnError() {
    IllegalArgumentException none =
        assertThrows(IllegalArgumentException.class, () -> Workers.setThreads(0));
    assertEquals(
        "setThreads: the number of threads must be in [1, 1024]; got 0", none.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Workers.setThreads(1025));
    assertNotEquals(0, Workers.threads());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
