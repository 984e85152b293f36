package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.AnnouncementKind;
import java.time.Duration;
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

  private List<Delivery> oldest(String channel) {
    List<Delivery> waiting =
        jdbc.sql(
                """
                select %s from delivery d join outlet o on o.team_id = d.team_id and o.outlet = d.outlet
                where o.channel_id = :channel and o.paused_reason is null and not o.quiet and d.status = 'PENDING'
                order by d.id limit :most
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
   * Takes the channel for a message that somebody waits for, whatever it waits for itself; but not
   * while something is sent, nor at once after it.
   */
  Optional<UUID> claimForTest(String channel) {
    var lease = UUID.randomUUID();
    boolean taken =
        jdbc.sql(
                    """
                    update slack_channel set lease = :lease, free_at = clock_timestamp() + :millis * interval '1 millisecond'
                    where channel_id = :channel and (lease is null or free_at <= clock_timestamp())
                      and (sent_at is null or sent_at <= clock_timestamp() - :pause * interval '1 millisecond')
                    """)
                .param("lease", lease)
                .param("millis", settings.lease().toMillis())
                .param("pause", settings.channelPause().toMillis())
                .param("channel", channel)
                .update()
            == 1;
    return taken ? Optional.of(lease) : Optional.empty();
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
  boolean release(String channel, UUID lease, Duration pause, boolean sent) {
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
