package dev.trilha.command.outbox;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The topics that the relay has sent to, by the ids that Kafka gave them. A topic that was deleted
 * and made again has its name and another id, and nothing of what was sent.
 */
final class KnownTopics {
  private final JdbcClient jdbc;
  private final String slot;

  KnownTopics(JdbcClient jdbc, String slot) {
    this.jdbc = jdbc;
    this.slot = slot;
  }

  /**
   * Those that are not the ones that were sent to.
   *
   * @param found ids by name
   */
  SortedSet<String> replaced(Map<String, String> found) {
    return new TreeSet<>(
        jdbc.sql(
                """
                select known.topic from relay_topic as known
                join unnest(?::text[], ?::text[]) as found (topic, id) using (topic)
                where known.slot = ? and known.id <> found.id
                """)
            .param(found.keySet().toArray(String[]::new))
            .param(found.values().toArray(String[]::new))
            .param(slot)
            .query(String.class)
            .list());
  }

  void note(Map<String, String> found) {
    jdbc.sql(
            """
            insert into relay_topic (slot, topic, id)
            select ?, topic, id from unnest(?::text[], ?::text[]) as found (topic, id)
            on conflict (slot, topic) do update set id = excluded.id where relay_topic.id <> excluded.id
            """)
        .param(slot)
        .param(found.keySet().toArray(String[]::new))
        .param(found.values().toArray(String[]::new))
        .update();
  }
}
