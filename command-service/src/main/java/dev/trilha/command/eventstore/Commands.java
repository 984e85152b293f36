package dev.trilha.command.eventstore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Sends commands to the aggregates. Another replica may have written to the same stream in between:
 * then the aggregate is read again and the command decided again, so that the caller never sees the
 * conflict.
 */
public final class Commands {
  // As long as others write to the same stream all the time; then the caller is told 503.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final CommandGateway gateway;
  private final Tracer tracer;
  private final Counter conflicts;

  public Commands(CommandGateway gateway, Tracer tracer, MeterRegistry meters) {
    this.gateway = gateway;
    this.tracer = tracer;
    this.conflicts =
        Counter.builder("trilha.commands.conflicts")
            .description(
                "Commands decided again because another replica wrote to the same stream first")
            .register(meters);
  }

  /**
   * Returns what the aggregate answers, once its events are durable.
   *
   * @throws RuntimeException what the aggregate refused with
   * @throws ConcurrencyException when other writers won for three seconds
   */
  public <R> R send(Command<R> command) {
    long begun = System.nanoTime();
    for (long pause = SHORTEST_PAUSE_NANOS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
      try {
        return gateway.sendAndWait(
            new GenericCommandMessage<>(command, PostgresEventStorageEngine.trace(traceparent())));
      } catch (ConcurrencyException | AggregateStreamCreationException conflict) {
        conflicts.increment();
        if (System.nanoTime() - begun > PATIENCE_NANOS) {
          throw conflict;
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, pause));
      }
    }
  }

  private @Nullable String traceparent() {
    TraceContext context = tracer.currentTraceContext().context();
    if (context == null) {
      return null;
    }
    String flags = Boolean.TRUE.equals(context.sampled()) ? "01" : "00";
    // Not formatted: each tick has one.
    return "00-" + context.traceId() + "-" + context.spanId() + "-" + flags;
  }
}
