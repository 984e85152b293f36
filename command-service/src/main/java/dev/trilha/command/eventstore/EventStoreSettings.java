package dev.trilha.command.eventstore;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param engine who stores events; anything else than {@code group-commit} is for comparison
 * @param lanes statements under way at a time
 * @param batchEvents events of one statement
 * @param waiting appends that may wait for a lane; further ones are refused with 503
 * @param longestWait how long an append waits for a lane before it is refused with 503
 * @param drainTime how long a shutdown waits for what waits
 */
@ConfigurationProperties("trilha.event-store")
public record EventStoreSettings(
    @DefaultValue("group-commit") Engine engine,
    @DefaultValue("2") int lanes,
    @DefaultValue("500") int batchEvents,
    @DefaultValue("4096") int waiting,
    @DefaultValue("2s") Duration longestWait,
    @DefaultValue("5s") Duration drainTime) {

  /** Who stores events. */
  public enum Engine {
    /** {@link GroupCommit}. */
    GROUP_COMMIT,
    /** {@link StockEngine}. */
    STOCK
  }

  public EventStoreSettings {
    requirePositive("lanes", lanes);
    requirePositive("batch-events", batchEvents);
    requirePositive("waiting", waiting);
    if (!longestWait.isPositive()) {
      throw new IllegalArgumentException("trilha.event-store.longest-wait is longer than 0");
    }
    if (drainTime.isNegative()) {
      throw new IllegalArgumentException("trilha.event-store.drain-time is not negative");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("trilha.event-store.%s is at least 1".formatted(name));
    }
  }
}
