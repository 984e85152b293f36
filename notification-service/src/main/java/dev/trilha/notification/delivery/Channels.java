package dev.trilha.notification.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose turn it is to send to a channel. The database's clock decides, since the clocks of replicas
 * differ.
 *
 * <p>One message is under way per channel, the oldest first: a channel that is away holds back its
 * own messages and nobody else's.
 */
final class Channels {
  private final JdbcClient jdbc;

  Channels(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The right to send one delivery.
   *
   * @param lease who holds the channel
   */
  record Claim(String channel, UUID lease, Delivery delivery) {}

  /**
   * Takes the oldest delivery of a channel that is free, if there is one. Call it in a transaction
   * of its own.
   */
  Optional<Claim> claim(Duration leaseTime) {
    var lease = UUID.randomUUID();
    Optional<String> channel =
        jdbc.sql(
                """
                update slack_channel set lease = :lease, free_at = clock_timestamp() + :millis * interval '1 millisecond'
                where channel_id = (
                  select c.channel_id from slack_channel c
                  where c.free_at <= clock_timestamp()
                    and exists (
                      select 1 from slack_subscription s join delivery d on d.team_id = s.team_id
                      where s.channel_id = c.channel_id and d.status = 'PENDING')
                  order by c.free_at limit 1
                  for update skip locked)
                returning channel_id
                """)
            .param("lease", lease)
            .param("millis", leaseTime.toMillis())
            .query(String.class)
            .optional();
    Optional<Claim> claim =
        channel.flatMap(id -> oldest(id).map(delivery -> new Claim(id, lease, delivery)));
    if (claim.isEmpty()) {
      // Its last delivery was parked in between: nothing to send, so nothing to hold the channel
      // for.
      channel.ifPresent(id -> release(id, lease, Duration.ZERO));
    }
    return claim;
  }

  private Optional<Delivery> oldest(String channel) {
    return jdbc.sql(
            """
            update delivery set attempts = attempts + 1, attempted_at = clock_timestamp()
            where id = (
              select d.id from delivery d join slack_subscription s on s.team_id = d.team_id
              where s.channel_id = :channel and d.status = 'PENDING'
              order by d.id limit 1)
            returning %s
            """
                .formatted(DeliveryRows.COLUMNS))
        .param("channel", channel)
        .query((row, _) -> DeliveryRows.read(row))
        .optional();
  }

  /**
   * Gives the channel back.
   *
   * @param pause until the next message to it
   * @return false when the lease ran out and somebody else may have sent meanwhile
   */
  boolean release(Claim claim, Duration pause) {
    return release(claim.channel(), claim.lease(), pause);
  }

  private boolean release(String channel, UUID lease, Duration pause) {
    return jdbc.sql(
                """
                update slack_channel set lease = null, free_at = clock_timestamp() + :millis * interval '1 millisecond'
                where channel_id = :channel and lease = :lease
                """)
            .param("millis", pause.toMillis())
            .param("channel", channel)
            .param("lease", lease)
            .update()
        == 1;
  }
}
