package dev.trilha.command.enrollment;

import dev.trilha.command.eventstore.AggregateCache;
import dev.trilha.command.eventstore.Commands;
import dev.trilha.command.eventstore.SnapshotType;
import dev.trilha.command.roadmap.UpgradeOrders;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the feature gives to Axon, and its own parts. */
@Configuration(proxyBeanMethods = false)
class EnrollmentConfiguration {
  @Bean
  AggregateConfigurer<?> enrollmentAggregate(EnrollmentSettings settings, MeterRegistry meters) {
    AggregateCache cache = new AggregateCache(settings.cached(), meters);
    return AggregateConfigurer.defaultConfiguration(Enrollment.class)
        .configureCache(configuration -> cache)
        .configureSnapshotTrigger(configuration ->
            new EventCountSnapshotTriggerDefinition(
                configuration.snapshotter(), settings.snapshotEvery()));
  }

  @Bean
  SnapshotType enrollmentSnapshots() {
    return new SnapshotType("enrollment", EnrollmentState.REVISION, EnrollmentState.class);
  }

  @Bean
  EnrollmentUpgrades enrollmentUpgrades(
      UpgradeOrders orders,
      Commands commands,
      EnrollmentSettings settings,
      Clock clock,
      MeterRegistry meters) {
    return new EnrollmentUpgrades(orders, commands, settings.upgradeEvery(), clock, meters);
  }

  @Bean
  TickMetrics tickMetrics(MeterRegistry meters) {
    return new TickMetrics(meters);
  }

  @Bean
  ItemNotes itemNotes(JdbcClient jdbc) {
    return new ItemNotes(jdbc);
  }
}
