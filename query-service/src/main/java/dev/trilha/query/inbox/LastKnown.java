package dev.trilha.query.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/**
 * A value from the database that several meters share: asked for at most once in a while, and the
 * last known one while the database does not answer.
 */
class LastKnown<T> implements Supplier<T> {
  private final Supplier<T> source;
  private final Duration shortest;
  private final Clock clock;
  private T known;
  private Instant nextAsk = Instant.MIN;

  LastKnown(Supplier<T> source, T unknown, Duration shortest, Clock clock) {
    this.source = source;
    this.known = unknown;
    this.shortest = shortest;
    this.clock = clock;
  }

  @Override
  public synchronized T get() {
    if (!clock.instant().isBefore(nextAsk)) {
      try {
        known = source.get();
      } catch (DataAccessException noDatabase) {
        // The health of the database says so; the lag goes on growing from what was known.
      }
      nextAsk = clock.instant().plus(shortest);
    }
    return known;
  }
}
