package dev.trilha.notification.subscription;

import java.time.LocalTime;

/**
 * When a channel is left alone, by the team's clock. What comes then waits.
 *
 * @param to the first moment that is not quiet; before {@code from} it is of the next day
 */
public record QuietHours(LocalTime from, LocalTime to) {
  public QuietHours {
    if (from.equals(to)) {
      throw new IllegalArgumentException("quiet hours end at another time than they begin");
    }
  }
}
