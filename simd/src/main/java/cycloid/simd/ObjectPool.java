package cycloid.simd;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps one object for the next user: one thread at a time never allocates, and several threads never share.
 *
 * @param <T> what is kept
 */
final class ObjectPool<T> {
  private final AtomicReference<T> spare = new AtomicReference<>();

  /** The object kept, now the caller's alone; null if there is none. */
  T take() {
    return spare.getAndSet(null);
  }

  /** Keeps {@code object} for the next {@link #take}. */
  void give(T object) {
    spare.set(object);
  }
}
