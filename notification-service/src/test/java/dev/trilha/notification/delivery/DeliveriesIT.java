package dev.trilha.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.delivery.Channels.Claim;
import dev.trilha.notification.subscription.Outlet;
import dev.trilha.notification.support.Completions;
import dev.trilha.schemas.TeamId;
import dev.trilha.testservers.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What waits where, against a real database. */
class DeliveriesIT {
  private static final DataSource DATA_SOURCE = database();
  private static final JdbcClient jdbc = JdbcClient.create(DATA_SOURCE);
  private static final Outlet FALCONS = Outlet.slack(new TeamId("falcons"));
  private static final Outlet OWLS = Outlet.slack(new TeamId("owls"));
  private static final FinishedTier NEWS = FinishedTier.of(Completions.completed("ana"));
  private static final int BACKLOG = 50;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Deliveries deliveries =
      new Deliveries(jdbc, List.of(), new DeliveryMetrics(meters), BACKLOG);
  private final Channels channels = new Channels(jdbc, settings(Duration.ZERO));

  private static DataSource database() {
    Database database = SharedServers.freshDatabase();
    var dataSource =
        new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
    Flyway.configure().dataSource(dataSource).load().migrate();
    return dataSource;
  }

  @BeforeEach
  void twoTeamsWithAChannelEach() {
    jdbc.sql("delete from delivery").update();
    jdbc.sql("delete from slack_subscription").update();
    jdbc.sql("delete from slack_channel").update();
    subscribed("falcons", "channel-1");
    subscribed("owls", "channel-2");
  }

  @Test
  void theOldestOfAnOutletGoTogether() {
    List<Long> planned = List.of(plan(FALCONS, "1"), plan(FALCONS, "2"), plan(FALCONS, "3"));

    Claim claim = channels.claim().orElseThrow();

    assertThat(claim.deliveries()).extracting(Delivery::id).containsExactlyElementsOf(planned);
    assertThat(claim.deliveries()).extracting(Delivery::attempts).containsOnly(1);
    assertThat(channels.claim()).as("the channel is taken").isEmpty();
  }

  @Test
  void noMoreGoTogetherThanMayBe() {
    for (int i = 0; i < 45; i++) {
      plan(FALCONS, "cause-" + i);
    }

    assertThat(channels.claim().orElseThrow().deliveries()).hasSize(40);
  }

  @Test
  void whatOneChannelWaitsForIsNothingToAnother() {
    plan(FALCONS, "1");
    plan(OWLS, "1");

    assertThat(channels.claim()).isPresent();
    assertThat(channels.claim()).isPresent();
  }

  @Test
  void whatSomebodyIsSettlingHoldsUpNoOtherChannel() throws SQLException {
    plan(FALCONS, "1");
    long other = plan(OWLS, "1");
    try (Connection settling = DATA_SOURCE.getConnection();
        Statement statement = settling.createStatement()) {
      settling.setAutoCommit(false);
      statement.execute("select 1 from delivery where team_id = 'falcons' for update");

      assertThat(
              Stream.of(channels.claim(), channels.claim())
                  .flatMap(Optional::stream)
                  .map(claim -> claim.first().id()))
          .containsExactly(other);
      settling.rollback();
    }
    assertThat(channels.claim()).isPresent();
  }

  @Test
  void teamsThatShareAChannelAreToldOneAfterTheOther() {
    subscribed("owls", "channel-1");
    long first = plan(FALCONS, "1");
    plan(OWLS, "2");
    plan(FALCONS, "3");

    assertThat(channels.claim().orElseThrow().deliveries())
        .extracting(Delivery::id)
        .containsExactly(first);
  }

  @Test
  void aChannelIsToldByWhoeverOfItsTeamsIsInOrder() {
    subscribed("owls", "channel-1");
    plan(FALCONS, "1");
    long second = plan(OWLS, "2");
    jdbc.sql(
            "update slack_subscription set paused_reason = 'x', paused_at = now() where team_id ="
                + " 'falcons'")
        .update();

    assertThat(channels.claim().orElseThrow().deliveries())
        .extracting(Delivery::id)
        .containsExactly(second);
  }

  @ParameterizedTest(name = "after a test that was taken: {0}")
  @ValueSource(booleans = {true, false})
  void onlyATestThatIsTakenEndsTheWaitingOfAChannel(boolean taken) {
    plan(FALCONS, "1");
    jdbc.sql("update slack_channel set free_at = now() + interval '1 hour'").update();

    channels.release(channels.claimForTest("channel-1").orElseThrow(), taken);
    // The pause after any message.
    jdbc.sql("update slack_channel set free_at = free_at - interval '10 seconds'").update();

    assertThat(channels.claim().isPresent()).isEqualTo(taken);
  }

  @Test
  void noTestGoesBesideAMessageOrAtOnceAfterIt() {
    plan(FALCONS, "1");
    Claim sending = channels.claim().orElseThrow();
    assertThat(channels.claimForTest("channel-1")).isEmpty();

    channels.release(sending, Duration.ZERO);
    assertThat(channels.claimForTest("channel-1")).isEmpty();

    jdbc.sql("update slack_channel set sent_at = sent_at - interval '1 minute'").update();
    assertThat(channels.claimForTest("channel-1")).isPresent();
  }

  @Test
  void whatWasRefusedInCompanyGoesAlone() {
    long first = plan(FALCONS, "1");
    plan(FALCONS, "2");
    deliveries.toBeSentAlone(deliveries.find(first).orElseThrow());

    assertThat(channels.claim().orElseThrow().deliveries())
        .extracting(Delivery::id)
        .containsExactly(first);
  }

  @Test
  void aBurstIsWaitedFor() {
    plan(FALCONS, "1");

    assertThat(new Channels(jdbc, settings(Duration.ofMinutes(1))).claim()).isEmpty();
    assertThat(channels.claim()).isPresent();
  }

  @Test
  void nothingIsTakenWhereAllIsPaused() {
    plan(FALCONS, "1");
    jdbc.sql("update slack_subscription set paused_at = now(), paused_reason = 'is_archived'")
        .update();

    assertThat(channels.claim()).isEmpty();
    assertThat(deliveries.parkPaused(10)).isEqualTo(1);
    assertThat(deliveries.parkPaused(10)).isZero();
  }

  @Test
  void nothingIsTakenInQuietHours() {
    plan(FALCONS, "1");
    jdbc.sql(
            """
            update slack_subscription set time_zone = 'UTC',
              quiet_from = (clock_timestamp() at time zone 'UTC' - interval '1 hour')::time,
              quiet_to = (clock_timestamp() at time zone 'UTC' + interval '1 hour')::time
            """)
        .update();

    assertThat(channels.claim()).isEmpty();
  }

  @ParameterizedTest(name = "{0} in {1}, quiet from {2} to {3}: {4}")
  @CsvSource({
    "2026-11-02T12:00:00Z, UTC, 12:00, 13:00, true",
    "2026-11-02T11:59:59Z, UTC, 12:00, 13:00, false",
    "2026-11-02T13:00:00Z, UTC, 12:00, 13:00, false",
    "2026-11-02T12:59:59Z, UTC, 12:00, 13:00, true",
    "2026-11-02T23:00:00Z, UTC, 22:00, 07:00, true",
    "2026-11-02T06:59:59Z, UTC, 22:00, 07:00, true",
    "2026-11-02T07:00:00Z, UTC, 22:00, 07:00, false",
    "2026-11-03T01:00:00Z, America/Sao_Paulo, 22:00, 07:00, true",
    "2026-11-03T00:59:59Z, America/Sao_Paulo, 22:00, 07:00, false",
    // In summer time, and out of it.
    "2026-07-01T20:30:00Z, Europe/Lisbon, 21:00, 22:00, true",
    "2026-12-01T20:30:00Z, Europe/Lisbon, 21:00, 22:00, false",
  })
  void hoursAreQuietByTheTeamsClock(
      String moment, String zone, String from, String to, boolean quiet) {
    assertThat(
            jdbc.sql("select is_quiet(cast(? as timestamptz), ?, cast(? as time), cast(? as time))")
                .params(moment, zone, from, to)
                .query(Boolean.class)
                .single())
        .isEqualTo(quiet);
  }

  @Test
  void aBacklogIsBoundedAndWhatDoesNotFitIsInSight() {
    for (int i = 0; i < BACKLOG; i++) {
      plan(FALCONS, "cause-" + i);
    }

    assertThat(deliveries.plan(List.of(FALCONS), "one too many", NEWS, null)).isEmpty();
    assertThat(deliveries.list(FALCONS.team(), DeliveryStatus.FAILED, Long.MAX_VALUE, 10))
        .singleElement()
        .extracting(Delivery::reason)
        .isEqualTo("backlog-full");
    assertThat(deliveries.plan(List.of(OWLS), "another's", NEWS, null)).hasSize(1);
  }

  @Test
  void whatEndedLongAgoIsForgottenWithItsAttempts() {
    long old = plan(FALCONS, "old");
    long young = plan(FALCONS, "young");
    long waiting = plan(FALCONS, "waiting");
    for (long id : new long[] {old, young}) {
      Delivery delivery = deliveries.find(id).orElseThrow();
      new Attempts(jdbc).note(List.of(delivery), "ok", Duration.ofMillis(5));
      deliveries.delivered(delivery);
    }
    settledDaysAgo(old, 91);
    settledDaysAgo(young, 89);

    assertThat(deliveries.forget(Duration.ofDays(90), 100)).isEqualTo(1);

    assertThat(deliveries.find(old)).isEmpty();
    assertThat(deliveries.find(young)).isPresent();
    assertThat(deliveries.find(waiting)).isPresent();
    assertThat(jdbc.sql("select count(*) from delivery_attempt").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void theSameCauseIsOneDeliveryOfAnOutlet() {
    plan(FALCONS, "1");

    assertThat(deliveries.plan(List.of(FALCONS), "1", NEWS, null)).isEmpty();
    assertThat(deliveries.plan(List.of(OWLS), "1", NEWS, null)).hasSize(1);
  }

  private static void settledDaysAgo(long id, int days) {
    jdbc.sql("update delivery set settled_at = now() - ? * interval '1 day' where id = ?")
        .params(days, id)
        .update();
  }

  private long plan(Outlet outlet, String cause) {
    return deliveries.plan(List.of(outlet), cause, NEWS, null).getFirst();
  }

  private static void subscribed(String team, String channel) {
    jdbc.sql("insert into slack_channel (channel_id) values (?) on conflict do nothing")
        .param(channel)
        .update();
    jdbc.sql(
            """
            insert into slack_subscription (team_id, channel_id, webhook_url, language, events)
            values (?, ?, '', 'en', '{TIER_COMPLETED}')
            on conflict (team_id) do update set channel_id = excluded.channel_id
            """)
        .params(team, channel)
        .update();
  }

  private static DeliverySettings settings(Duration gather) {
    return new DeliverySettings(
        20,
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        8,
        Duration.ofMillis(500),
        gather,
        40,
        20_000,
        Duration.ofDays(90));
  }
}
