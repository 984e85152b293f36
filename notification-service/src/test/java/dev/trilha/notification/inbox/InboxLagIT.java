package dev.trilha.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.testservers.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class InboxLagIT {
  private static final String TOPIC = "trilha.enrollment.v1";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-02T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final JdbcClient jdbc = JdbcClient.create(database());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final InboxLag lag =
      new InboxLag(
          List.of(TOPIC),
          new Offsets(jdbc),
          () -> {
            throw new AssertionError("nobody connects to Kafka here");
          },
          clock,
          registry);

  private static DriverManagerDataSource database() {
    var database = SharedServers.freshDatabase();
    var dataSource =
        new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password());
    Flyway.configure().dataSource(dataSource).load().migrate();
    return dataSource;
  }

  private void applied(int partition, long next) {
    jdbc.sql(
            "insert into inbox_offset (topic, partition, next_offset) values (?, ?, ?) on conflict"
                + " (topic, partition) do update set next_offset = excluded.next_offset")
        .params(TOPIC, partition, next)
        .update();
  }

  private double seconds() {
    return registry.get("trilha.inbox.lag").tag("topic", TOPIC).timeGauge().value();
  }

  @Test
  void isTheTimeSinceEveryPartitionWasReadToItsEnd() {
    assertThat(seconds()).as("before it was ever known").isNaN();
    applied(0, 7);
    lag.look(_ -> Map.of(0, 7L, 1, 0L));
    assertThat(seconds()).isZero();

    now.updateAndGet(moment -> moment.plusSeconds(5));
    lag.look(_ -> Map.of(0, 7L, 1, 1L));
    assertThat(seconds()).as("one record of the other partition waits").isEqualTo(5);

    applied(1, 1);
    lag.look(_ -> Map.of(0, 7L, 1, 1L));
    assertThat(seconds()).isZero();
  }

  @Test
  void growsWhileKafkaDoesNotSay() {
    lag.look(_ -> Map.of());
    now.updateAndGet(moment -> moment.plusSeconds(40));

    assertThatThrownBy(() ->
            lag.look(_ -> {
              throw new IllegalStateException("Kafka does not say");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(seconds()).isEqualTo(40);
  }
}
