package dev.trilha.query.generation;

import java.time.Duration;
import java.util.Map;

/** Reads the topics from where a generation stands, and writes what they say into it. */
public interface Replay extends AutoCloseable {
  /** A partition of a topic. */
  record Part(String topic, int partition) {}

  /** Makes replays. */
  interface Source {
    /**
     * @param generation into which everything is written, and which says where to begin
     */
    Replay into(String generation);
  }

  /**
   * Reads until each partition stands where it is wanted, never beyond, or the time is over.
   *
   * @param wanted the first offset that is not to be written
   * @return where each partition stands
   */
  Map<Part, Long> upTo(Map<Part, Long> wanted, Duration time);

  @Override
  void close();
}
