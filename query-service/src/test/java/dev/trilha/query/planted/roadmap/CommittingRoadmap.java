package dev.trilha.query.planted.roadmap;

import dev.trilha.query.planted.team.WritingTeam;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Breaks the rules on purpose: a roadmap needs no team, and positions are not committed to Kafka.
 */
public record CommittingRoadmap(WritingTeam team) {
  public static void commit(Consumer<String, byte[]> consumer) {
    consumer.commitSync();
  }
}
