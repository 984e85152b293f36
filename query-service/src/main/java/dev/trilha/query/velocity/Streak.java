package dev.trilha.query.velocity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Days in a row on which a leaf was completed.
 *
 * @param current days in a row up to today, or up to yesterday as long as today has none
 * @param longest that there ever was
 * @param lastDay the newest day on which a leaf was completed; absent when there never was one
 * @param leaves by day, without the days that have none
 */
record Streak(
    int current,
    int longest,
    @Nullable LocalDate lastDay,
    NavigableMap<LocalDate, Integer> leaves) {
  /**
   * @param zone by which days are told
   */
  static Streak of(Collection<Instant> completions, ZoneId zone, LocalDate today) {
    NavigableMap<LocalDate, Integer> leaves = new TreeMap<>();
    for (Instant at : completions) {
      leaves.merge(LocalDate.ofInstant(at, zone), 1, Integer::sum);
    }
    int longest = 0;
    int running = 0;
    int current = 0;
    LocalDate before = null;
    for (LocalDate day : leaves.keySet()) {
      running = before != null && before.plusDays(1).equals(day) ? running + 1 : 1;
      longest = Math.max(longest, running);
      // A clock that runs ahead may have ticked tomorrow: the streak of today is that one then.
      if (!day.isBefore(today.minusDays(1))) {
        current = running;
      }
      before = day;
    }
    return new Streak(current, longest, before, leaves);
  }
}
