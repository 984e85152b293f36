package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.AnnouncementKind;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whose turn it is to send to a channel. The database's clock decides, since the clocks of replicas
 * differ.
 *
 * <p>One message is under way per channel, with the oldest news: a channel that is away holds back
 * its own messages and nobody else's.
 */
final class Channels {
  private final JdbcClient jdbc;
  private final DeliverySettings settings;

  Channels(JdbcClient jdbc, DeliverySettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /**
   * The right to send.
   *
   * @param lease who holds the channel
   * @param deliveries what goes in one message: of one outlet, the oldest first, at least one
   */
  record Claim(String channel, UUID lease, List<Delivery> deliveries) {
    Claim {
      deliveries = List.copyOf(deliveries);
    }

    Delivery first() {
      return deliveries.getFirst();
    }
  }

  /**
   * Takes the oldest deliveries of a channel that is free, if there are any. Call it in a
   * transaction of its own.
   */
  Optional<Claim> claim() {
    var lease = UUID.randomUUID();
    Optional<String> channel =
        jdbc.sql(
                """
                update slack_channel set lease = :lease, free_at = clock_timestamp() + :millis * interval '1 millisecond'
                where channel_id = (
                  select c.channel_id from slack_channel c
                  where c.free_at <= clock_timestamp()
                    and exists (
                      select 1 from outlet o join delivery d on d.team_id = o.team_id and d.outlet = o.outlet
                      where o.channel_id = c.channel_id and o.paused_reason is null and not o.quiet
                        and d.status = 'PENDING'
                        and d.created_at <= clock_timestamp() - :gather * interval '1 millisecond')
                  order by c.free_at limit 1
                  for update skip locked)
                returning channel_id
                """)
            .param("lease", lease)
            .param("millis", settings.lease().toMillis())
            .param("gather", settings.gather().toMillis())
            .query(String.class)
            .optional();
    Optional<Claim> claim =
        channel
            .map(this::oldest)
            .filter(deliveries -> !deliveries.isEmpty())
            .map(deliveries -> new Claim(channel.get(), lease, deliveries));
    if (claim.isEmpty()) {
      // Its last delivery was parked in between: nothing to send, so nothing to hold the channel
      // for.
      channel.ifPresent(id -> release(id, lease, Duration.ZERO, false));
    }
    return claim;
  }

  /**
   * What somebody is about to settle, such as a team that unsubscribes, is waited for by nobody.
   */
  private List<Delivery> oldest(String channel) {
    List<Delivery> waiting =
        jdbc.sql(
                """
                select %s from delivery d join outlet o on o.team_id = d.team_id and o.outlet = d.outlet
                where o.channel_id = :channel and o.paused_reason is null and not o.quiet and d.status = 'PENDING'
                order by d.id limit :most for update of d skip locked
                """
                    .formatted(DeliveryRows.COLUMNS))
            .param("channel", channel)
            .param("most", settings.together())
            .query((row, _) -> DeliveryRows.read(row))
            .list();
    return jdbc
        .sql(
            """
            update delivery d set attempts = attempts + 1, attempted_at = clock_timestamp()
            where id = any(:ids) and status = 'PENDING' returning %s
            """
                .formatted(DeliveryRows.COLUMNS))
        .param("ids", company(waiting).stream().map(Delivery::id).toArray(Long[]::new))
        .query((row, _) -> DeliveryRows.read(row))
        .list()
        .stream()
        .sorted(Comparator.comparingLong(Delivery::id))
        .toList();
  }

  /** What goes in one message: from the oldest on, as long as they may go together. */
  static List<Delivery> company(List<Delivery> waiting) {
    var company = new ArrayList<Delivery>();
    for (Delivery delivery : waiting) {
      boolean fits =
          company.isEmpty()
              || (isSociable(company.getFirst())
                  && isSociable(delivery)
                  && delivery.outlet().equals(company.getFirst().outlet()));
      if (!fits) {
        break;
      }
      company.add(delivery);
    }
    return company;
  }

  private static boolean isSociable(Delivery delivery) {
    return delivery.outlet().isSlack()
        && !delivery.alone()
        && delivery.announcement().kind() != AnnouncementKind.WEEKLY_DIGEST;
  }

  /**
   * The right to send a test.
   *
   * @param freeAt when the channel would have been free for what waits
   */
  record TestClaim(String channel, UUID lease, Instant freeAt) {}

  /**
   * Takes the channel for a message that somebody waits for, whatever it waits for itself; but not
   * while something is sent, nor at once after it.
   */
  Optional<TestClaim> claimForTest(String channel) {
    var lease = UUID.randomUUID();
    return jdbc.sql(
            """
            with before as (
              select channel_id, free_at from slack_channel
              where channel_id = :channel and (lease is null or free_at <= clock_timestamp())
                and (sent_at is null or sent_at <= clock_timestamp() - :pause * interval '1 millisecond')
              for update)
            update slack_channel c set lease = :lease, free_at = clock_timestamp() + :millis * interval '1 millisecond'
            from before where c.channel_id = before.channel_id
            returning before.free_at
            """)
        .param("lease", lease)
        .param("millis", settings.lease().toMillis())
        .param("pause", settings.channelPause().toMillis())
        .param("channel", channel)
        .query((row, _) -> new TestClaim(channel, lease, row.getTimestamp("free_at").toInstant()))
        .optional();
  }

  /**
   * Gives the channel back: at once when it took the test, or not before it would have been free.
   */
  void release(TestClaim claim, boolean taken) {
    release(claim.channel(), claim.lease(), settings.channelPause(), true);
    if (!taken) {
      jdbc.sql(
              "update slack_channel set free_at = greatest(free_at, :before) where channel_id ="
                  + " :channel and lease is null")
          .param("before", Timestamp.from(claim.freeAt()))
          .param("channel", claim.channel())
          .update();
    }
  }

  /**
   * Gives the channel back.
   *
   * @param pause until the next message to it
   * @return false when the lease ran out and somebody else may have sent meanwhile
   */
  boolean release(Claim claim, Duration pause) {
    return release(claim.channel(), claim.lease(), pause, true);
  }

  /**
   * @param sent whether something was sent, or may have been
   */
  private boolean release(String channel, UUID lease, Duration pause, boolean sent) {
    return jdbc.sql(
                """
                update slack_channel set lease = null, free_at = clock_timestamp() + :millis * interval '1 millisecond',
                  sent_at = case when :sent then clock_timestamp() else sent_at end
                where channel_id = :channel and lease = :lease
                """)
            .param("millis", pause.toMillis())
            .param("sent", sent)
            .param("channel", channel)
            .param("lease", lease)
            .update()
        == 1;
  }
}
