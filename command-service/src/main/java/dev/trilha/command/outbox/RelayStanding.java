package dev.trilha.command.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of the relay, since when, and why it failed last. Everybody reads it; it changes only
 * by the moves that {@link RelayState} allows.
 */
final class RelayStanding {
  private static final Logger LOG = LoggerFactory.getLogger(RelayStanding.class);

  private final Clock clock;
  private final AtomicReference<Now> now;
  private final AtomicLong failures = new AtomicLong();

  RelayStanding(Clock clock) {
    this.clock = clock;
    this.now = new AtomicReference<>(new Now(RelayState.STOPPED, clock.instant(), null));
  }

  /**
   * @param cause why it failed last; null once Kafka acknowledged something again
   */
  record Now(RelayState state, Instant since, @Nullable String cause) {}

  Now now() {
    return now.get();
  }

  /** How often it failed since the start of the service. */
  long failures() {
    return failures.get();
  }

  /**
   * @throws IllegalStateException when no such move exists: a mistake in the relay, which is not to
   *     be hidden by going on
   */
  void move(RelayState to) {
    change(to, null, false);
  }

  /** To {@link RelayState#FAILED}, for the reason given. */
  void fail(String cause) {
    change(RelayState.FAILED, cause, true);
    failures.incrementAndGet();
  }

  /** What failed before is over. */
  void recovered() {
    if (now.get().cause() != null) {
      now.updateAndGet(standing -> new Now(standing.state(), standing.since(), null));
    }
  }

  private void change(RelayState to, @Nullable String cause, boolean failed) {
    Instant since = clock.instant();
    Now before =
        now.getAndUpdate(standing -> {
          if (!standing.state().mayBecome(to)) {
            LOG.error("The relay was to become {} while {}", to, standing.state());
            throw new IllegalStateException(
                "the relay is %s and cannot become %s".formatted(standing.state(), to));
          }
          return new Now(to, since, failed ? cause : standing.cause());
        });
    LOG.info("Relay: {} -> {}", before.state(), to);
  }
}
