package dev.trilha.notification.inbox;

import dev.trilha.schemas.StreamId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Knows the repeats: Kafka may hold an event more than once, under other offsets. */
final class StreamPositions {
  private final JdbcClient jdbc;

  StreamPositions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Whether the event is newer than all that were applied of its stream; if so it now is the
   * newest.
   */
  boolean advance(StreamId stream, long sequence) {
    return jdbc.sql(
                """
                insert into stream_position as p (stream, sequence) values (:stream, :sequence)
                on conflict (stream) do update set sequence = excluded.sequence where p.sequence < excluded.sequence
                """)
            .param("stream", stream.toString())
            .param("sequence", sequence)
            .update()
        == 1;
  }
}
