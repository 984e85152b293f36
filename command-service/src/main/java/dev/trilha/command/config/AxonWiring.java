package dev.trilha.command.config;

import dev.trilha.command.eventstore.Command;
import dev.trilha.command.eventstore.Commands;
import dev.trilha.command.eventstore.EventStoreSettings;
import dev.trilha.command.eventstore.PostgresEventStorageEngine;
import dev.trilha.command.eventstore.SnapshotType;
import dev.trilha.command.eventstore.Snapshots;
import dev.trilha.command.eventstore.StockEngine;
import dev.trilha.command.eventstore.StreamEnds;
import dev.trilha.command.outbox.RelaySettings;
import dev.trilha.command.roadmap.RoadmapOutlines;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Axon without auto-configuration: which parts there are is read here. */
@Configuration(proxyBeanMethods = false)
class AxonWiring {
  // Waiting for a stream that others are writing to: 100 tries of 10 ms, then 503. Axon's own
  // default is a minute.
  private static final int LOCK_TRIES = 100;

  @Bean
  @DependsOnDatabaseInitialization
  EventStorageEngine eventStorageEngine(
      DataSource dataSource,
      EventStoreSettings settings,
      RelaySettings relay,
      List<SnapshotType> snapshotTypes,
      PlatformTransactionManager transactions,
      MeterRegistry meters) {
    return switch (settings.engine()) {
      case GROUP_COMMIT ->
          new PostgresEventStorageEngine(dataSource, settings, snapshotTypes, meters);
      case STOCK -> {
        if (relay.enabled()) {
          throw new IllegalArgumentException(
              "trilha.event-store.engine=stock stores what nobody relays: set"
                  + " trilha.relay.enabled=false with it");
        }
        yield StockEngine.of(dataSource, transactions, snapshotTypes);
      }
    };
  }

  @Bean(destroyMethod = "shutDown")
  EventStore eventStore(EventStorageEngine engine) {
    return EmbeddedEventStore.builder().storageEngine(engine).build();
  }

  /** The append is the transaction, so that Axon gets none to manage. */
  @Bean(initMethod = "start", destroyMethod = "shutdown")
  org.axonframework.config.Configuration axon(
      EventStore eventStore,
      EventStorageEngine engine,
      RoadmapOutlines outlines,
      ObjectProvider<AggregateConfigurer<?>> aggregates,
      MeterRegistry meters) {
    Configurer configurer =
        DefaultConfigurer.defaultConfiguration(false)
            .configureEventStore(configuration -> eventStore)
            .configureTransactionManager(configuration -> NoTransactionManager.instance())
            .configureCorrelationDataProviders(configuration ->
                List.of(new SimpleCorrelationDataProvider(PostgresEventStorageEngine.TRACEPARENT)))
            .registerComponent(RoadmapOutlines.class, configuration -> outlines)
            .registerComponent(StreamEnds.class, configuration -> new StreamEnds(engine))
            .registerComponent(
                Snapshotter.class, configuration -> Snapshots.of(configuration, meters));
    aggregates.forEach(aggregate ->
        configurer.configureAggregate(
            aggregate
                .configureLockFactory(configuration ->
                    PessimisticLockFactory.builder().acquireAttempts(LOCK_TRIES).build())
                // Axon's own looks for annotations in the class of each command anew.
                .configureCommandTargetResolver(configuration -> AxonWiring::target)));
    return configurer.buildConfiguration();
  }

  private static VersionedAggregateIdentifier target(CommandMessage<?> command) {
    Object stream = ((Command<?>) command.getPayload()).stream().toString();
    return new VersionedAggregateIdentifier(stream, null);
  }

  /** For Spring to close it. */
  @Bean
  Snapshots snapshots(org.axonframework.config.Configuration axon) {
    return (Snapshots) axon.snapshotter();
  }

  @Bean
  Commands commands(
      org.axonframework.config.Configuration axon, Tracer tracer, MeterRegistry meters) {
    return new Commands(axon.commandGateway(), tracer, meters);
  }
}
