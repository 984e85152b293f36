package dev.trilha.command.eventstore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots on a thread of its own, from what is durable. Those that come too fast are left
 * out: the next events of their streams ask again.
 */
public final class Snapshots extends AggregateSnapshotter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  private static final int WAITING = 64;
  private static final int SECONDS_TO_END = 2;

  private final ThreadPoolExecutor worker;
  private final Counter stored;
  private final Counter failed;
  private final Counter leftOut;

  private Snapshots(Builder builder, ThreadPoolExecutor worker, MeterRegistry meters) {
    super(builder);
    this.worker = worker;
    this.stored = counter(meters, "stored");
    this.failed = counter(meters, "failed");
    this.leftOut = counter(meters, "left-out");
  }

  public static Snapshots of(Configuration axon, MeterRegistry meters) {
    ThreadPoolExecutor worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            // Bounded where tasks come in: a task that this refused would be remembered as under
            // way.
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("snapshots").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    List<AggregateFactory<?>> factories = new ArrayList<>();
    for (AggregateConfiguration<?> aggregate : axon.findModules(AggregateConfiguration.class)) {
      factories.add(aggregate.aggregateFactory());
    }
    return new Snapshots(
        AggregateSnapshotter.builder()
            .eventStore(axon.eventStore())
            .executor(worker)
            .aggregateFactories(factories)
            .repositoryProvider(axon::repository)
            .parameterResolverFactory(axon.parameterResolverFactory())
            .handlerDefinition(axon.handlerDefinition(Snapshots.class)),
        worker,
        meters);
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("trilha.eventstore.snapshots")
        .description("Snapshots of aggregates by what became of them")
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public void scheduleSnapshot(Class<?> aggregateType, String stream) {
    if (worker.getQueue().size() < WAITING) {
      super.scheduleSnapshot(aggregateType, stream);
    } else {
      leftOut.increment();
    }
  }

  @Override
  protected Runnable createSnapshotterTask(Class<?> aggregateType, String stream) {
    Runnable task = super.createSnapshotterTask(aggregateType, stream);
    return () -> {
      try {
        task.run();
        stored.increment();
      } catch (RuntimeException failure) {
        failed.increment();
        LOG.warn("No snapshot of {} was taken; its events are read instead", stream, failure);
      }
    };
  }

  /** The state of the aggregate, rather than the aggregate. */
  @Override
  @SuppressWarnings("rawtypes") // Axon's signature.
  protected DomainEventMessage createSnapshot(
      Class<?> aggregateType, String stream, DomainEventStream events) {
    DomainEventMessage<?> aggregate = super.createSnapshot(aggregateType, stream, events);
    return new GenericDomainEventMessage<>(
        aggregate.getType(),
        stream,
        aggregate.getSequenceNumber(),
        ((Snapshotted) aggregate.getPayload()).snapshot());
  }

  /** What waits is left out. */
  @Override
  public void close() {
    worker.getQueue().clear();
    worker.shutdown();
    try {
      if (!worker.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException hurried) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
