package dev.trilha.notification.slack;

import java.time.Duration;

/** A duration as people say it: in hours below two days, in days from there; rounded down. */
record Span(long hours) {
  private static final long IN_HOURS = 48;
  private static final long A_DAY = 24;

  static Span of(Duration duration) {
    return new Span(Math.max(0, duration.toHours()));
  }

  String told(String less, String oneHour, String moreHours, String oneDay, String moreDays) {
    if (hours < 1) {
      return less;
    }
    if (hours == 1) {
      return oneHour;
    }
    if (hours < IN_HOURS) {
      return moreHours.formatted(hours);
    }
    long days = hours / A_DAY;
    return days == 1 ? oneDay : moreDays.formatted(days);
  }
}
