package dev.trilha.query.progress;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.query.roadmap.PlannedTopics;
import dev.trilha.query.roadmap.RoadmapTree;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Weeks;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A roadmap's plan on the calendar, and how the learner is doing by it. All numbers are leaves of
 * what the rows are mapped to; what is mapped to several rows counts once, in the first of them.
 *
 * @param startDate the first day of its first week
 * @param today where the learner lives
 * @param timeZone by which days are told
 * @param planned leaves that should be done by the end of today: all of the rows that are over, and
 *     of the row that is on as large a part as its days that have come; what was skipped is not due
 * @param percent absent when nothing is mapped, or nothing of it applies
 * @param daysLate of the row that waits longest
 */
record PlanProgress(
    LocalDate startDate,
    LocalDate today,
    String timeZone,
    int planned,
    int done,
    int skipped,
    int total,
    @Nullable Integer percent,
    int daysLate,
    List<Row> rows) {
  private static final int DAYS_OF_A_WEEK = 7;

  /** What of the row's topics was done when. */
  enum Status {
    /** Its first day has not come. */
    UPCOMING,
    CURRENT,
    /** All that applies is done, whenever that was. */
    DONE,
    /** Its last day is over, and something is open. */
    LATE;

    @JsonValue
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param from its first day
   * @param to its last day
   * @param topics what it is mapped to; of a row that is mapped to nothing only the window is known
   * @param percent absent when it is mapped to nothing, or nothing of that applies; then there is
   *     no status either
   * @param daysLate how many days it has been over without being done, or was when it was done; 0
   *     when in time
   */
  record Row(
      String id,
      String focus,
      @Nullable String deliverable,
      Weeks weeks,
      LocalDate from,
      LocalDate to,
      List<NodeId> topics,
      @Nullable Integer done,
      @Nullable Integer skipped,
      @Nullable Integer total,
      @Nullable Integer percent,
      @Nullable Status status,
      @Nullable Integer daysLate) {}

  static PlanProgress of(
      RoadmapTree tree,
      PlannedTopics planned,
      Collection<StoredItem> items,
      LocalDate startDate,
      Instant now,
      ZoneId zone) {
    return new Reckoning(tree, planned, items, startDate, now, zone).progress();
  }

  private static final class Reckoning {
    private final Map<NodeId, RoadmapNode> nodes = new LinkedHashMap<>();
    private final Map<NodeId, List<NodeId>> topics;
    private final Map<String, StoredItem> items;
    private final LocalDate startDate;
    private final LocalDate today;
    private final ZoneId zone;

    Reckoning(
        RoadmapTree tree,
        PlannedTopics planned,
        Collection<StoredItem> items,
        LocalDate startDate,
        Instant now,
        ZoneId zone) {
      tree.children().forEach(this::collect);
      this.topics =
          planned.rows().stream().collect(Collectors.toMap(PlanMapping::id, PlanMapping::topics));
      this.items = items.stream().collect(Collectors.toMap(StoredItem::id, Function.identity()));
      this.startDate = startDate;
      this.today = LocalDate.ofInstant(now, zone);
      this.zone = zone;
    }

    private void collect(RoadmapNode node) {
      nodes.put(node.id(), node);
      node.children().forEach(this::collect);
    }

    PlanProgress progress() {
      List<Row> rows = new ArrayList<>();
      for (RoadmapNode node : nodes.values()) {
        if (node.kind() == NodeKind.PLAN_ROW && node.weeks() != null) {
          rows.add(row(node, node.weeks()));
        }
      }
      Map<NodeId, Row> firstRow = firstRows(rows);
      Set<NodeId> below = below(firstRow.keySet());
      List<NodeTally> tallies = new ArrayList<>();
      Map<Row, Integer> due = new HashMap<>();
      firstRow.forEach((topic, row) -> {
        if (!below.contains(topic)) {
          NodeTally tally = tally(topic);
          tallies.add(tally);
          due.merge(row, tally.due(), Integer::sum);
        }
      });
      NodeTally all = NodeTally.all(tallies);
      return new PlanProgress(
          startDate,
          today,
          zone.getId(),
          due.entrySet().stream()
              .mapToInt(entry -> dueByNow(entry.getKey(), entry.getValue()))
              .sum(),
          all.done(),
          all.skipped(),
          all.total(),
          Percent.of(all.done(), all.skipped(), all.total()),
          rows.stream()
              .filter(row -> row.status() == Status.LATE && row.daysLate() != null)
              .mapToInt(Row::daysLate)
              .max()
              .orElse(0),
          rows);
    }

    private Map<NodeId, Row> firstRows(List<Row> rows) {
      Map<NodeId, Row> first = new LinkedHashMap<>();
      for (Row row : rows) {
        for (NodeId topic : row.topics()) {
          first.merge(topic, row, (one, other) -> other.to().isBefore(one.to()) ? other : one);
        }
      }
      return first;
    }

    /** Those that stand below another of them, which counts them already. */
    private Set<NodeId> below(Collection<NodeId> topics) {
      Set<NodeId> below = new HashSet<>();
      for (NodeId topic : topics) {
        RoadmapNode node = nodes.get(topic);
        if (node != null && !below.contains(topic)) {
          node.children().forEach(child -> collectIds(child, below));
        }
      }
      return below;
    }

    private static void collectIds(RoadmapNode node, Set<NodeId> ids) {
      ids.add(node.id());
      node.children().forEach(child -> collectIds(child, ids));
    }

    private NodeTally tally(NodeId topic) {
      RoadmapNode node = nodes.get(topic);
      return node == null ? NodeTally.all(List.of()) : NodeTally.of(node, items);
    }

    private int dueByNow(Row row, int due) {
      if (today.isBefore(row.from())) {
        return 0;
      }
      long days = ChronoUnit.DAYS.between(row.from(), row.to()) + 1;
      long come = Math.min(days, ChronoUnit.DAYS.between(row.from(), today) + 1);
      return Math.toIntExact(due * come / days);
    }

    private Row row(RoadmapNode node, Weeks weeks) {
      LocalDate from = startDate.plusDays((weeks.from() - 1L) * DAYS_OF_A_WEEK);
      LocalDate to = startDate.plusDays(weeks.to() * (long) DAYS_OF_A_WEEK - 1);
      List<NodeId> mapped = topics.getOrDefault(node.id(), List.of());
      if (mapped.isEmpty()) {
        return row(node, weeks, from, to, mapped, null, null);
      }
      Set<NodeId> below = below(mapped);
      NodeTally tally =
          NodeTally.all(
              mapped.stream().filter(topic -> !below.contains(topic)).map(this::tally).toList());
      return row(node, weeks, from, to, mapped, tally, status(tally, from, to));
    }

    private Row row(
        RoadmapNode node,
        Weeks weeks,
        LocalDate from,
        LocalDate to,
        List<NodeId> mapped,
        @Nullable NodeTally tally,
        @Nullable Status status) {
      return new Row(
          node.id().value(),
          node.title(),
          node.text(),
          weeks,
          from,
          to,
          mapped,
          tally == null ? null : tally.done(),
          tally == null ? null : tally.skipped(),
          tally == null ? null : tally.total(),
          tally == null ? null : Percent.of(tally.done(), tally.skipped(), tally.total()),
          status,
          tally == null || status == null ? null : daysLate(tally, to));
    }

    private @Nullable Status status(NodeTally tally, LocalDate from, LocalDate to) {
      if (tally.due() == 0) {
        return null;
      }
      if (tally.isComplete()) {
        return Status.DONE;
      }
      if (today.isAfter(to)) {
        return Status.LATE;
      }
      return today.isBefore(from) ? Status.UPCOMING : Status.CURRENT;
    }

    private int daysLate(NodeTally tally, LocalDate to) {
      LocalDate until =
          tally.completedAt() == null ? today : LocalDate.ofInstant(tally.completedAt(), zone);
      return Math.toIntExact(Math.max(0, ChronoUnit.DAYS.between(to, until)));
    }
  }
}
