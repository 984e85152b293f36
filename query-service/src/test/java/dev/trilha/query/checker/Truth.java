package dev.trilha.query.checker;

import dev.trilha.query.checker.Node.Tally;
import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.ItemEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemReopened;
import dev.trilha.schemas.EnrollmentEvent.ItemSkipped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the events of one enrollment come to. The totals that they carry are not looked at. */
final class Truth {
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, Instant> firstDone = new HashMap<>();

  Truth(List<DomainEvent> events) {
    for (DomainEvent event : events) {
      if (event instanceof ItemEvent item) {
        String leaf = item.itemId().value();
        states.put(leaf, state(item));
        if (item instanceof ItemCompleted) {
          firstDone.merge(leaf, item.at(), (one, other) -> one.isBefore(other) ? one : other);
        }
      }
    }
  }

  private static String state(ItemEvent event) {
    return switch (event) {
      case ItemCompleted _ -> "done";
      case ItemSkipped _ -> "skipped";
      case ItemReopened _ -> "todo";
      default -> "in-progress";
    };
  }

  Tally tally() {
    return sum(World.TIERS.stream().map(tier -> tier.tally(states)).toList());
  }

  static Tally sum(List<Tally> tallies) {
    return new Tally(
        tallies.stream().mapToInt(Tally::done).sum(),
        tallies.stream().mapToInt(Tally::skipped).sum(),
        tallies.stream().mapToInt(Tally::total).sum());
  }

  /** When each leaf that counts was completed. */
  List<Instant> completions() {
    return World.TIERS.stream().flatMap(this::completions).toList();
  }

  private Stream<Instant> completions(Node node) {
    if (node.isLeaf()) {
      return Stream.ofNullable(date(node));
    }
    if (node.any() == 0) {
      return node.children().stream().flatMap(this::completions);
    }
    record Option(String id, Instant at) {}
    List<Option> finished = new ArrayList<>();
    for (Node option : node.children()) {
      if (option.tally(states).complete()) {
        Instant last =
            option.leaves().stream()
                .map(this::date)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        finished.add(new Option(option.id(), last));
      }
    }
    return finished.stream()
        .sorted(Comparator.comparing(Option::at).thenComparing(Option::id))
        .limit(node.any())
        .map(Option::at);
  }

  private @Nullable Instant date(Node leaf) {
    return "done".equals(states.get(leaf.id())) ? firstDone.get(leaf.id()) : null;
  }

  /** How many leaves were completed from one day to the other, both included. */
  static int between(List<Instant> completions, LocalDate from, LocalDate to, ZoneId zone) {
    return (int)
        completions.stream()
            .map(at -> at.atZone(zone).toLocalDate())
            .filter(day -> !day.isBefore(from) && !day.isAfter(to))
            .count();
  }

  static @Nullable Integer percent(int done, Tally of) {
    int applies = of.total() - of.skipped();
    return applies <= 0 ? null : Integer.valueOf(Math.min(100, 100 * done / applies));
  }
}
