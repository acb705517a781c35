package cycloid.autodiff;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Values computed once for a key, and forgotten with it. Keys are told apart by identity. Safe for use by several threads;
 * a value may be computed twice, and one of the two stays.
 */
final class WeakCache<K, V> {
  private final Map<Object, V> values = new ConcurrentHashMap<>();
  private final ReferenceQueue<K> collected = new ReferenceQueue<>();
  private final Function<K, V> compute;

  /** A cache of a function, whose values must not refer to their key. */
  WeakCache(Function<K, V> compute) {
    this.compute = compute;
  }

  V get(K key) {
    V value = values.get(new Probe(key));
    return value != null ? value : computed(key);
  }

  private V computed(K key) {
    for (Object dead = collected.poll(); dead != null; dead = collected.poll()) {
      values.remove(dead);
    }
    V value = compute.apply(key);
    V earlier = values.putIfAbsent(new Entry<>(key, collected), value);
    return earlier == null ? value : earlier;
  }

  /** Finds an entry without making one. */
  private static final class Probe {
    private final Object key;

    Probe(Object key) {
      this.key = key;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(key);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry<?> entry && entry.get() == key;
    }
  }

  private static final class Entry<K> extends WeakReference<K> {
    private final int hash;

    Entry(K key, ReferenceQueue<K> collected) {
      super(key, collected);
      hash = System.identityHashCode(key);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Entry<?> entry && get() != null && get() == entry.get();
    }
  }
}
