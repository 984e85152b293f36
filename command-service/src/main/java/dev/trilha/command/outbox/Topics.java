package dev.trilha.command.outbox;

import dev.trilha.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics as the relay needs them. The number of partitions decides where a key goes, so that
 * another number is refused; and a topic that was there and is gone held what nobody has any more.
 */
final class Topics {
  /**
   * A record without a value is an id and nothing else. Whoever reads the topic from its beginning
   * in later years is to learn as well that the person is erased; by default it would be gone after
   * a day.
   */
  private static final Duration ERASURES_STAY = Duration.ofDays(36_500);

  private final KafkaSettings kafka;
  private final RelaySettings relay;

  Topics(KafkaSettings kafka, RelaySettings relay) {
    this.kafka = kafka;
    this.relay = relay;
  }

  Admin admin() {
    return Admin.create(kafka.admin());
  }

  /**
   * Makes what is missing, before anything was sent.
   *
   * @return their ids by name
   * @throws IllegalStateException when a topic has another number of partitions than the settings
   *     say
   */
  Map<String, String> make() throws InterruptedException, ExecutionException {
    try (Admin admin = admin()) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      for (Topic topic : Topic.values()) {
        if (!existing.contains(topic.topicName())) {
          missing.add(newTopic(topic));
        }
      }
      create(admin, missing);
      return verify(admin);
    }
  }

  /** As {@link #verify}. */
  Map<String, String> verify() throws InterruptedException, ExecutionException {
    try (Admin admin = admin()) {
      return verify(admin);
    }
  }

  /**
   * @return their ids by name: a topic that is made again gets another one
   * @throws IllegalStateException when a topic is not there, has another number of partitions than
   *     the settings say, or takes less than the relay sends at once
   */
  Map<String, String> verify(Admin admin) throws InterruptedException, ExecutionException {
    List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    Map<String, String> ids = new TreeMap<>();
    for (var topic : admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        TopicDescription description = topic.getValue().get();
        requirePartitions(description);
        ids.put(topic.getKey(), description.topicId().toString());
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
          throw new IllegalStateException(
              "the topic %s is gone, with all that was sent to it: make it again with %d partitions, and the store is sent to it"
                  .formatted(topic.getKey(), relay.partitions()));
        }
        throw failure;
      }
    }
    List<ConfigResource> topics =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    admin.describeConfigs(topics).all().get().forEach(Topics::requireRoom);
    return ids;
  }

  /** The producer splits what is too large for a topic, and would do so with one batch for ever. */
  private static void requireRoom(ConfigResource topic, Config config) {
    String limit = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
    if (Long.parseLong(limit) < 2L * KafkaSettings.BATCH_BYTES) {
      throw new IllegalStateException(
          "%s takes %s bytes at the most, and the relay sends %d at once: raise its %s"
              .formatted(
                  topic.name(),
                  limit,
                  2 * KafkaSettings.BATCH_BYTES,
                  TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }
  }

  private void requirePartitions(TopicDescription topic) {
    if (topic.partitions().size() != relay.partitions()) {
      throw new IllegalStateException(
          "%s has %d partitions and trilha.relay.partitions says %d: records of one key would be split"
              .formatted(topic.name(), topic.partitions().size(), relay.partitions()));
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
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                Long.toString(ERASURES_STAY.toMillis()),
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
}
