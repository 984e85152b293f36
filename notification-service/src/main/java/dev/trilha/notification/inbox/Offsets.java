package dev.trilha.notification.inbox;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each partition is applied, in the database that holds what was applied. */
final class Offsets {
  private final JdbcClient jdbc;

  Offsets(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean hasOrigin(String topic) {
    return jdbc.sql("select count(*) from inbox_origin where topic = ?")
            .param(topic)
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * Writes down where the news of a topic begins, unless somebody has before. In a partition that
   * is not named everything is news.
   *
   * @return whether this call decided it
   */
  boolean noteOrigin(String topic, Map<Integer, Long> begins) {
    boolean first =
        jdbc.sql("insert into inbox_origin (topic) values (?) on conflict do nothing")
                .param(topic)
                .update()
            == 1;
    if (first) {
      begins.forEach((partition, offset) ->
          jdbc.sql(
                  "insert into inbox_news (topic, partition, news_from) values (?, ?, ?) on"
                      + " conflict do nothing")
              .params(topic, partition, offset)
              .update());
    }
    return first;
  }

  /** The next offset of each partition, 0 where nothing was read. */
  Map<TopicPartition, Long> next(Collection<TopicPartition> partitions) {
    var next = new TreeMap<TopicPartition, Long>(Inbox.BY_NAME);
    for (TopicPartition partition : partitions) {
      jdbc.sql(
              "insert into inbox_offset (topic, partition, next_offset) values (?, ?, 0) on"
                  + " conflict do nothing")
          .params(partition.topic(), partition.partition())
          .update();
      next.put(
          partition,
          jdbc.sql("select next_offset from inbox_offset where topic = ? and partition = ?")
              .params(partition.topic(), partition.partition())
              .query(Long.class)
              .single());
    }
    return next;
  }

  /** Where the news of a partition begins; what lies before is history. */
  long newsFrom(TopicPartition partition) {
    return jdbc.sql("select news_from from inbox_news where topic = ? and partition = ?")
        .params(partition.topic(), partition.partition())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** The next offset of each partition of a topic that anybody reads. */
  Map<Integer, Long> applied(String topic) {
    var applied = new TreeMap<Integer, Long>();
    jdbc.sql("select partition, next_offset from inbox_offset where topic = ?")
        .param(topic)
        .query(row -> {
          applied.put(row.getInt("partition"), row.getLong("next_offset"));
        });
    return applied;
  }

  /**
   * Moves a partition on, and keeps its row locked until the transaction ends.
   *
   * @return false when somebody else has moved it: this consumer only thinks that the partition is
   *     still its own
   */
  boolean advance(TopicPartition partition, long from, long to) {
    return jdbc.sql(
                """
                update inbox_offset set next_offset = :to
                where topic = :topic and partition = :partition and next_offset = :from
                """)
            .param("topic", partition.topic())
            .param("partition", partition.partition())
            .param("from", from)
            .param("to", to)
            .update()
        == 1;
  }
}
