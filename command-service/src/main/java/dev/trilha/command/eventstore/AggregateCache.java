package dev.trilha.command.eventstore;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates used last, so that a command does not read its stream again. Bounded, and its
 * entries stay until the bound needs their place: Axon's weak-reference cache loses all of them at
 * each garbage collection.
 */
public final class AggregateCache implements Cache {
  private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries;

  /**
   * @param maximumSize how many aggregates are kept
   */
  public AggregateCache(int maximumSize, MeterRegistry meters) {
    this.entries =
        CaffeineCacheMetrics.monitor(
            meters,
            Caffeine.newBuilder().maximumSize(maximumSize).recordStats().build(),
            "aggregates");
  }

  @Override
  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // Axon's signature: it only reads back what it put.
  public <K, V> @Nullable V get(K key) {
    return (V) entries.getIfPresent(key);
  }

  /**
   * Leaves out an aggregate without identifier: its first command changed nothing, so that there is
   * none.
   */
  @Override
  public void put(@Nullable Object key, Object value) {
    if (key != null) {
      entries.put(key, value);
    }
  }

  @Override
  public boolean putIfAbsent(Object key, Object value) {
    return entries.asMap().putIfAbsent(key, value) == null;
  }

  /** Tolerates null, as {@link #put} does. */
  @Override
  public boolean remove(@Nullable Object key) {
    return key != null && entries.asMap().remove(key) != null;
  }

  @Override
  public void removeAll() {
    entries.invalidateAll();
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.asMap().containsKey(key);
  }

  @Override
  @SuppressWarnings("unchecked") // Axon's signature: it only reads back what it put.
  public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
    entries.asMap().computeIfPresent(key, (same, value) -> update.apply((V) value));
  }

  /** Nobody is told: none of our parts listens to the cache. */
  @Override
  public Registration registerCacheEntryListener(EntryListener listener) {
    return () -> true;
  }
}
