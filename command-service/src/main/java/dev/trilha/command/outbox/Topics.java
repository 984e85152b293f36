package dev.trilha.command.outbox;

import dev.trilha.schemas.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics as the relay needs them. The number of partitions decides where a key goes, so that
 * another number is refused.
 */
final class Topics {
  private final KafkaSettings kafka;
  private final RelaySettings relay;

  Topics(KafkaSettings kafka, RelaySettings relay) {
    this.kafka = kafka;
    this.relay = relay;
  }

  /**
   * Makes what is missing.
   *
   * @throws IllegalStateException when a topic has another number of partitions than the settings
   *     say
   */
  void require() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(kafka.admin())) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      for (Topic topic : Topic.values()) {
        if (!existing.contains(topic.topicName())) {
          missing.add(newTopic(topic));
        }
      }
      create(admin, missing);
      verify(admin);
    }
  }

  private NewTopic newTopic(Topic topic) {
    Optional<Short> replicas =
        relay.replicationFactor() < 0 ? Optional.empty() : Optional.of(relay.replicationFactor());
    return new NewTopic(topic.topicName(), Optional.of(relay.partitions()), replicas)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.compacted()
                    ? TopicConfig.CLEANUP_POLICY_COMPACT
                    : TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(KafkaSettings.LARGEST_RECORD_BYTES)));
  }

  private static void create(Admin admin, List<NewTopic> missing)
      throws InterruptedException, ExecutionException {
    for (var created : admin.createTopics(missing).values().entrySet()) {
      try {
        created.getValue().get();
      } catch (ExecutionException failure) {
        // Another replica was quicker.
        if (!(failure.getCause() instanceof TopicExistsException)) {
          throw failure;
        }
      }
    }
  }

  private void verify(Admin admin) throws InterruptedException, ExecutionException {
    List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      if (topic.partitions().size() != relay.partitions()) {
        throw new IllegalStateException(
            "%s has %d partitions and trilha.relay.partitions says %d: records of one key would be split"
                .formatted(topic.name(), topic.partitions().size(), relay.partitions()));
      }
    }
  }
}
