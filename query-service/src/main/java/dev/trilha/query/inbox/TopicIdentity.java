package dev.trilha.query.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether the topics are still those that the positions are of. One that was deleted and made again
 * has the same name, and at the same offsets other records: to go on there would leave some out in
 * silence.
 *
 * <p>Used by several threads.
 */
class TopicIdentity implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicIdentity.class);

  private final JdbcClient jdbc;
  private final List<String> topics;
  private final Supplier<Admin> connect;
  private @Nullable Admin admin;

  /**
   * @param connect makes a client that knocks at Kafka; called when Kafka is first asked
   */
  TopicIdentity(JdbcClient jdbc, List<String> topics, Supplier<Admin> connect) {
    this.jdbc = jdbc;
    this.topics = topics;
    this.connect = connect;
  }

  /**
   * Does nothing when Kafka does not answer, or has no such topics now: then nothing is read
   * either.
   *
   * @throws IllegalStateException when a topic is another one
   */
  void check() {
    Map<String, String> found = found();
    note(found);
    another(found)
        .ifPresent(topic -> {
          throw new IllegalStateException(
              "%s was deleted and made again: what was read of it says nothing of where to go on; begin a rebuild"
                  .formatted(topic));
        });
  }

  private Map<String, String> found() {
    Map<String, String> ids = new TreeMap<>();
    try {
      admin()
          .describeTopics(topics)
          .topicNameValues()
          .forEach((topic, description) -> id(description).ifPresent(id -> ids.put(topic, id)));
    } catch (KafkaException noKafka) {
      log.debug("Kafka cannot be asked which topics there are: {}", noKafka.getMessage());
    }
    return ids;
  }

  private static Optional<String> id(KafkaFuture<TopicDescription> description) {
    try {
      return Optional.of(description.get().topicId().toString());
    } catch (ExecutionException noAnswer) {
      log.debug("Kafka does not say which topic it has: {}", noAnswer.getMessage());
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private synchronized Admin admin() {
    Admin connected = admin == null ? connect.get() : admin;
    admin = connected;
    return connected;
  }

  /** Where nothing was read yet, any topic will do. */
  private void note(Map<String, String> found) {
    jdbc.sql(
            """
            UPDATE inbox_position AS position SET topic_id = found.id
            FROM unnest(?::text[], ?::text[]) AS found (topic, id)
            WHERE position.topic = found.topic AND position.topic_id IS DISTINCT FROM found.id
              AND (position.topic_id IS NULL OR position.next_offset = ?)
            """)
        .params(names(found), ids(found), Positions.NOTHING_READ)
        .update();
  }

  private Optional<String> another(Map<String, String> found) {
    return jdbc.sql(
            """
            SELECT DISTINCT topic FROM inbox_position AS position
            JOIN unnest(?::text[], ?::text[]) AS found (topic, id) USING (topic)
            WHERE position.topic_id <> found.id ORDER BY topic LIMIT 1
            """)
        .params(names(found), ids(found))
        .query(String.class)
        .optional();
  }

  private static String[] names(Map<String, String> found) {
    return found.keySet().toArray(String[]::new);
  }

  private static String[] ids(Map<String, String> found) {
    return found.values().toArray(String[]::new);
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
