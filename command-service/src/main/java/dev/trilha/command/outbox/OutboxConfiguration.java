package dev.trilha.command.outbox;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The relay and what it is seen by. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "trilha.relay.enabled", matchIfMissing = true)
class OutboxConfiguration {
  /** With whoever writes while a slot is made; after it the relay says so, and begins again. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration TIME_TO_READ = Duration.ofMinutes(30);

  @Bean
  RelayDatabase relayDatabase(HikariDataSource dataSource, RelayRole role) {
    return RelayDatabase.of(dataSource, role);
  }

  @Bean
  OutboxSlot outboxSlot(JdbcClient jdbc, RelayDatabase database, RelaySettings settings) {
    return new OutboxSlot(jdbc, database.jdbc(), settings.slot(), PATIENCE);
  }

  @Bean
  ParkedRows parkedRows(JdbcClient jdbc, Clock clock) {
    return new ParkedRows(jdbc, clock);
  }

  @Bean
  RelayLag relayLag(JdbcClient jdbc, OutboxSlot slot, ParkedRows parked, Clock clock) {
    return new RelayLag(jdbc, slot, parked, clock);
  }

  @Bean
  RelayMetrics relayMetrics(MeterRegistry meters, RelayLag lag) {
    return new RelayMetrics(meters, lag);
  }

  @Bean
  RelayParts relayParts(
      HikariDataSource dataSource,
      RelayDatabase database,
      RelaySettings settings,
      KafkaSettings kafka,
      OutboxSlot slot,
      ParkedRows parked,
      Republishing republishing,
      RelayMetrics metrics,
      Clock clock) {
    JdbcClient jdbc = JdbcClient.create(patient(dataSource));
    RelayNote note = new RelayNote(jdbc, settings.slot(), clock);
    Backfill backfill = new Backfill(jdbc, settings.slot());
    Recovery recovery =
        new Recovery(
            slot,
            note,
            new Published(jdbc, settings.publication()),
            new KnownTopics(jdbc, settings.slot()),
            backfill,
            new Shortcut(slot, note, backfill, settings.shortcutFrom()),
            metrics);
    return new RelayParts(
        database,
        jdbc,
        slot,
        note,
        recovery,
        backfill,
        new KafkaAhead(kafka, jdbc),
        parked,
        republishing,
        metrics,
        clock);
  }

  /** Without the limits of time that requests have: a store takes long to be read. */
  private static DataSource patient(DataSource pool) {
    return new DelegatingDataSource(pool) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        // The pool takes it back when the connection returns.
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(TIME_TO_READ.toMillis()));
        return connection;
      }
    };
  }

  @Bean
  OutboxRelay outboxRelay(
      RelaySettings settings, KafkaSettings kafka, RelayParts parts, Clock clock) {
    RelayStanding standing = new RelayStanding(clock);
    OutboxRelay relay =
        new OutboxRelay(
            () -> new DebeziumSession(settings, kafka, parts), standing, settings.longestPause());
    parts.metrics().watch(standing);
    return relay;
  }

  @Bean
  RelayHealth relayHealthIndicator(OutboxRelay relay, RelayLag lag, RelaySettings settings) {
    return new RelayHealth(relay.standing(), lag, settings.walAlarm());
  }

  @Bean
  RelayEndpoint relayEndpoint(OutboxRelay relay, RelayLag lag, ParkedRows parked) {
    return new RelayEndpoint(relay.standing(), lag, parked);
  }
}
