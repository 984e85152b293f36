package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.schemas.problem.BrokenRule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of a request. */
final class WantedEvents {
  private static final String KNOWN =
      Arrays.stream(AnnouncementKind.values())
          .map(AnnouncementKind::name)
          .collect(Collectors.joining(", "));

  private WantedEvents() {}

  /**
   * @param usual when none are named
   */
  static Set<AnnouncementKind> check(
      @Nullable List<@Nullable String> events,
      Set<AnnouncementKind> usual,
      List<BrokenRule> errors) {
    if (events == null) {
      return usual;
    }
    var kinds = EnumSet.noneOf(AnnouncementKind.class);
    if (events.isEmpty()) {
      errors.add(new BrokenRule("events", "has at least one event; DELETE ends the subscription"));
    }
    for (int i = 0; i < events.size(); i++) {
      String name = events.get(i);
      Optional<AnnouncementKind> kind =
          name == null ? Optional.empty() : AnnouncementKind.named(name);
      if (kind.isEmpty()) {
        errors.add(new BrokenRule("events[" + i + "]", "is one of " + KNOWN));
        return kinds;
      }
      kinds.add(kind.get());
    }
    return kinds;
  }
}
