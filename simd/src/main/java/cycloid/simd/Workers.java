package cycloid.simd;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Deterministic data parallelism on platform threads.
 *
 * <p>Work is cut into pieces by its size alone, never by the number of threads, and every piece writes where no other
 * does; sums over pieces are left in an array and added in the order of pieces. So one thread or many give the same
 * bits.
 *
 * <p>One thread by default. The system property {@code cycloid.threads}, or {@link #setThreads}, lets more help: daemon
 * threads, started when first needed, which wait without using the processor. Work started from a piece, or while
 * another thread's pieces run, is done by the thread that started it.
 */
public final class Workers {
  private static final int MAX_THREADS = 1024;

  /** How often a waiting thread looks before it sleeps: some ten microseconds, less than waking it would take. */
  private static final int SPINS = 1000;

  private static final AtomicBoolean BUSY = new AtomicBoolean();
  private static final List<Helper> HELPERS = new ArrayList<>();
  private static volatile int threads = property();

  /** One part of some work. */
  public interface Piece {
    /** Does piece number {@code piece}, counted from 0. */
    void run(int piece);
  }

  /** One part of some work over a range. */
  public interface Range {
    /** Does the elements from {@code start} to before {@code end}. */
    void run(int start, int end);
  }

  private Workers() {}

  /** How many threads take part, the caller included. */
  public static int threads() {
    return threads;
  }

  /**
   * Sets how many threads take part, the caller included; results do not depend on it.
   *
   * <pre>
   * Errors:    IllegalArgumentException when the number is not in [1, 1024]
   * </pre>
   */
  public static void setThreads(int number) {
    if (number < 1 || number > MAX_THREADS) {
      throw new IllegalArgumentException(
          "setThreads: the number of threads must be in [1, " + MAX_THREADS + "]; got " + number);
    }
    threads = number;
  }

  private static int property() {
    String text = System.getProperty("cycloid.threads", "1").trim();
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MAX_THREADS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // named below
    }
    throw new IllegalArgumentException(
        "cycloid.threads: must be a number in [1, " + MAX_THREADS + "]; got '" + text + "'");
  }

  /**
   * Does pieces 0, 1, ..., {@code pieces} - 1, in any order and on any thread, and returns when all are done.
   *
   * <pre>
   * Memory:    what the caller wrote before is seen by the pieces; what they wrote is seen after the return
   * Errors:    when pieces throw, later ones may be left out, and the exception of the first of them is thrown
   * </pre>
   */
  public static void run(int pieces, Piece work) {
    if (pieces > 1 && threads > 1 && BUSY.compareAndSet(false, true)) {
      try {
        runTogether(pieces, work);
      } finally {
        BUSY.set(false);
      }
    } else {
      for (int piece = 0; piece < pieces; piece++) {
        work.run(piece);
      }
    }
  }

  /** Does the elements 0 to {@code n} in ranges of {@code size}, the last of which may be shorter. */
  public static void run(int n, int size, Range work) {
    if (n <= size) {
      if (n > 0) {
        work.run(0, n);
      }
      return;
    }
    int pieces = (n - 1) / size + 1;
    run(pieces, piece -> work.run(piece * size, Math.min(n - piece * size, size) + piece * size));
  }

  private static void runTogether(int pieces, Piece work) {
    Job job = new Job(pieces, work, Thread.currentThread());
    int helpers = Math.min(threads, pieces) - 1;
    while (HELPERS.size() < helpers) {
      HELPERS.add(new Helper(HELPERS.size() + 1));
    }
    for (int i = 0; i < helpers; i++) {
      HELPERS.get(i).take(job);
    }
    job.help();
    job.await();
  }

  /** Pieces being done by several threads. */
  private static final class Job {
    private final int pieces;
    private final Piece work;
    private final Thread caller;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger unfinished;
    private final AtomicReference<Failure> failure = new AtomicReference<>();

    Job(int pieces, Piece work, Thread caller) {
      this.pieces = pieces;
      this.work = work;
      this.caller = caller;
      this.unfinished = new AtomicInteger(pieces);
    }

    /** Does pieces until none are left. */
    void help() {
      // A late helper of a job of 2^31 - 1 pieces must not count past the greatest integer.
      while (next.get() < pieces) {
        int piece = next.getAndIncrement();
        if (piece >= pieces || piece < 0) {
          return;
        }
        try {
          Failure earlier = failure.get();
          if (earlier == null || earlier.piece > piece) {
            work.run(piece);
          }
        } catch (Throwable thrown) {
          failure.accumulateAndGet(new Failure(piece, thrown), Failure::first);
        }
        if (unfinished.decrementAndGet() == 0) {
          LockSupport.unpark(caller);
        }
      }
    }

    /** Waits for the pieces that other threads are doing. */
    void await() {
      for (int spin = 0; unfinished.get() > 0; spin++) {
        if (spin < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      if (failure.get() != null) {
        throw failure.get().asUnchecked();
      }
    }
  }

  /** What a piece threw. */
  private record Failure(int piece, Throwable thrown) {
    static Failure first(Failure a, Failure b) {
      return a == null || b.piece < a.piece ? b : a;
    }

    RuntimeException asUnchecked() {
      if (thrown instanceof Error error) {
        throw error;
      }
      return thrown instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(thrown);
    }
  }

  /** A thread that waits for jobs. */
  private static final class Helper implements Runnable {
    private final AtomicReference<Job> given = new AtomicReference<>();
    private final Thread thread;

    Helper(int number) {
      thread = new Thread(null, this, "cycloid-worker-" + number);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.start();
    }

    /** Has this thread help with a job. It may come too late to one, and then does nothing. */
    void take(Job job) {
      given.set(job);
      LockSupport.unpark(thread);
    }

    @Override
    public void run() {
      int spin = 0;
      while (true) {
        if (given.get() != null) {
          given.getAndSet(null).help();
          spin = 0;
        } else if (spin++ < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
    }
  }
}
