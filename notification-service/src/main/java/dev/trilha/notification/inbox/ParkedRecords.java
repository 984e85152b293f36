package dev.trilha.notification.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records that could not be applied, kept with the reason while the stream goes on. */
final class ParkedRecords {
  private static final int LONGEST_DETAIL = 500;
  private static final int LONGEST_KEY = 200;

  private final JdbcClient jdbc;

  ParkedRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void park(ConsumerRecord<String, byte[]> record, String reason, @Nullable String detail) {
    jdbc.sql(
            """
            insert into parked_record (topic, partition, record_offset, record_key, event_type, value, reason, detail)
            values (:topic, :partition, :offset, :key, :type, :value, :reason, :detail)
            on conflict do nothing
            """)
        .param("topic", record.topic())
        .param("partition", record.partition())
        .param("offset", record.offset())
        .param("key", storable(record.key(), LONGEST_KEY))
        .param("type", storable(type(record), LONGEST_KEY))
        .param("value", record.value(), java.sql.Types.BINARY)
        .param("reason", reason)
        .param("detail", Optional.ofNullable(storable(detail, LONGEST_DETAIL)).orElse(""))
        .update();
  }

  /** A parked profile is personal data too. */
  void forget(String topic, String key) {
    jdbc.sql("delete from parked_record where topic = ? and record_key = ?")
        .params(topic, key)
        .update();
  }

  long count() {
    return jdbc.sql("select count(*) from parked_record").query(Long.class).single();
  }

  private static @Nullable String type(ConsumerRecord<String, byte[]> record) {
    Header type = record.headers().lastHeader("ce_type");
    return type == null || type.value() == null
        ? null
        : new String(type.value(), StandardCharsets.UTF_8);
  }

  /** PostgreSQL's text has no NUL. */
  private static @Nullable String storable(@Nullable String text, int longest) {
    if (text == null) {
      return null;
    }
    String clean = text.replace("\0", "");
    return clean.length() <= longest
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, clean.codePointCount(0, longest) - 1));
  }
}
