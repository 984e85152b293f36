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

  /**
   * The same without partitions that Kafka no longer has, and with the end of those of which it
   * does not have what is wanted: records went before they were read, or the topic was made anew.
   * Who stands there gets no further.
   *
   * @param wanted first offsets that are not to be written
   * @throws IllegalStateException when a partition came since this was made
   */
  Map<Part, Long> reachable(Map<Part, Long> wanted);

  @Override
  void close();
}
