package dev.trilha.query.inbox;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far each partition has been read. The only truth about it: Kafka's own committed offsets are
 * never used.
 */
class Positions {
  /** The offset of a partition that was never read. */
  static final long NOTHING_READ = 0;

  private final JdbcClient jdbc;

  Positions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param nextOffset the first record that is not written yet
   * @param readUpTo what Kafka held at this moment has been written; absent when nobody knows yet
   */
  record Position(long nextOffset, @Nullable Instant readUpTo) {}

  /**
   * @param expected where the partition must stand for the step to be taken
   */
  record Step(TopicPartition partition, long expected, long next, Instant readUpTo) {}

  /** The positions of these partitions, with a row for each from now on. */
  Map<TopicPartition, Position> of(Collection<TopicPartition> partitions) {
    String[] topics = partitions.stream().map(TopicPartition::topic).toArray(String[]::new);
    Integer[] numbers = partitions.stream().map(TopicPartition::partition).toArray(Integer[]::new);
    jdbc.sql(
            """
            INSERT INTO inbox_position (topic, partition, next_offset)
            SELECT topic, partition, ? FROM unnest(?::text[], ?::int[]) AS wanted (topic, partition)
            ON CONFLICT DO NOTHING
            """)
        .params(NOTHING_READ, topics, numbers)
        .update();
    Map<TopicPartition, Position> positions = new HashMap<>();
    jdbc.sql(
            """
            SELECT topic, partition, next_offset, read_up_to FROM inbox_position
            JOIN unnest(?::text[], ?::int[]) AS wanted (topic, partition) USING (topic, partition)
            """)
        .params(topics, numbers)
        .query(row -> {
          var readUpTo = row.getTimestamp("read_up_to");
          positions.put(
              new TopicPartition(row.getString("topic"), row.getInt("partition")),
              new Position(
                  row.getLong("next_offset"), readUpTo == null ? null : readUpTo.toInstant()));
        });
    return positions;
  }

  /**
   * Moves on, and locks the positions until the transaction ends.
   *
   * @throws StaleConsumerException when one of them is not where it is expected: another consumer
   *     owns the partition by now
   */
  void advance(List<Step> steps) {
    int moved =
        jdbc.sql(
                """
                UPDATE inbox_position AS position
                SET next_offset = step.next, read_up_to = greatest(position.read_up_to, step.read_up_to)
                FROM unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::timestamptz[])
                  AS step (topic, partition, expected, next, read_up_to)
                WHERE position.topic = step.topic AND position.partition = step.partition
                  AND position.next_offset = step.expected
                """)
            .params(
                topics(steps),
                partitions(steps),
                steps.stream().map(Step::expected).toArray(Long[]::new),
                steps.stream().map(Step::next).toArray(Long[]::new),
                times(steps))
            .update();
    if (moved != steps.size()) {
      throw new StaleConsumerException(
          "%d of %d positions had moved".formatted(steps.size() - moved, steps.size()));
    }
  }

  /** Keeps every consumer from writing this partition until the transaction ends. */
  void lock(String topic, int partition) {
    jdbc.sql("SELECT FROM inbox_position WHERE topic = ? AND partition = ? FOR UPDATE")
        .params(topic, partition)
        .query((_, _) -> topic)
        .list();
  }

  /** Notes that these partitions, where they still stand as expected, had nothing more to read. */
  void caughtUp(List<Step> steps) {
    jdbc.sql(
            """
            UPDATE inbox_position AS position
            SET read_up_to = greatest(position.read_up_to, step.read_up_to)
            FROM unnest(?::text[], ?::int[], ?::bigint[], ?::timestamptz[])
              AS step (topic, partition, expected, read_up_to)
            WHERE position.topic = step.topic AND position.partition = step.partition
              AND position.next_offset = step.expected
            """)
        .params(
            topics(steps),
            partitions(steps),
            steps.stream().map(Step::expected).toArray(Long[]::new),
            times(steps))
        .update();
  }

  private static String[] topics(List<Step> steps) {
    return steps.stream().map(step -> step.partition().topic()).toArray(String[]::new);
  }

  private static Integer[] partitions(List<Step> steps) {
    return steps.stream().map(step -> step.partition().partition()).toArray(Integer[]::new);
  }

  private static String[] times(List<Step> steps) {
    return steps.stream().map(step -> step.readUpTo().toString()).toArray(String[]::new);
  }
}
