package dev.trilha.notification.inbox;

import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.Topic;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides once, before anything is read, where news begins: of enrollments where they end at that
 * moment, since what was achieved before is no news. All topics are read from their beginning,
 * since they say how things are.
 *
 * <p>The decision is stored. A restart doesn't repeat it, so what happened in between is not taken
 * for history; and a topic that isn't there yet begins at 0, so its first records are not either.
 */
final class Origin {
  private static final Logger log = LoggerFactory.getLogger(Origin.class);

  private final Offsets offsets;
  private final Transactions transactions;
  private final Supplier<Admin> admins;

  Origin(Offsets offsets, Transactions transactions, Supplier<Admin> admins) {
    this.offsets = offsets;
    this.transactions = transactions;
    this.admins = admins;
  }

  /**
   * @throws RuntimeException when Kafka or PostgreSQL cannot be asked; nothing is decided then
   */
  void decide() {
    String enrollments = Topic.ENROLLMENT.topicName();
    if (!offsets.hasOrigin(enrollments)) {
      note(enrollments, ends(enrollments));
    }
    for (Topic topic : List.of(Topic.ROADMAP, Topic.TEAM, Topic.LEARNER_PROFILE)) {
      if (!offsets.hasOrigin(topic.topicName())) {
        note(topic.topicName(), Map.of());
      }
    }
  }

  private void note(String topic, Map<Integer, Long> begins) {
    if (transactions.call(() -> offsets.noteOrigin(topic, begins))) {
      log.info(
          "first start: news of {} is from {}", topic, begins.isEmpty() ? "its beginning" : begins);
    }
  }

  private Map<Integer, Long> ends(String topic) {
    try (Admin admin = admins.get()) {
      return TopicEnds.of(topic, admin);
    }
  }
}
