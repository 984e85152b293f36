package dev.trilha.query.progress;

import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.EnrollmentUpgraded;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.ItemEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemReopened;
import dev.trilha.schemas.EnrollmentEvent.ItemSkipped;
import dev.trilha.schemas.EnrollmentEvent.ItemStarted;
import dev.trilha.schemas.EnrollmentEvent.LearnerEnrolled;
import dev.trilha.schemas.EnrollmentEvent.PlanStarted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.EnrollmentEvent.TopicCompleted;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.StreamId.OfEnrollment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the new events of one enrollment come to: the newest numbers of the whole, of every section
 * and item they name.
 *
 * <p>When something was completed is remembered until its numbers say that it no longer is.
 */
final class EnrollmentFold {
  static final long NEVER = -1;

  private final OfEnrollment id;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final Map<String, Item> items = new LinkedHashMap<>();
  private int roadmapVersion;
  private int done;
  private int skipped;
  private int total;
  private long sequence = NEVER;
  private long sectionsReplacedAt = NEVER;
  private Instant newestAt = Instant.EPOCH;
  private @Nullable Instant completedAt;
  private @Nullable LocalDate planStart;

  EnrollmentFold(OfEnrollment id) {
    this.id = id;
  }

  /**
   * @param completedAt absent when these events do not say it
   */
  record Section(
      OfEnrollment enrollment,
      String sectionId,
      long sequence,
      int done,
      int skipped,
      int total,
      @Nullable Instant completedAt) {}

  /**
   * @param at when the learner says it happened
   * @param firstDoneAt the earliest moment that any of these events gives for completing it; absent
   *     when none does
   */
  record Item(
      OfEnrollment enrollment,
      String itemId,
      long sequence,
      ItemStatus status,
      Instant at,
      @Nullable Instant firstDoneAt) {}

  void add(long place, Instant time, EnrollmentEvent event) {
    sequence = place;
    newestAt = time;
    roadmapVersion = event.roadmapVersion();
    done = event.done();
    skipped = event.skipped();
    total = event.total();
    if (isOpen(done, skipped, total)) {
      completedAt = null;
    }
    switch (event) {
      case LearnerEnrolled _ -> {}
      case PlanStarted started -> planStart = started.startDate();
      case ItemStarted started -> item(started, ItemStatus.IN_PROGRESS);
      case ItemCompleted completed -> item(completed, ItemStatus.DONE);
      case ItemSkipped itemSkipped -> item(itemSkipped, ItemStatus.SKIPPED);
      case ItemReopened reopened -> item(reopened, ItemStatus.TODO);
      case TopicCompleted completed -> section(completed.topic(), completed.at());
      case TierCompleted completed -> section(completed.tier(), completed.at());
      case TierReopened reopened -> section(reopened.tier(), null);
      case RoadmapCompleted completed -> completedAt = completed.at();
      case RoadmapReopened _ -> completedAt = null;
      case EnrollmentUpgraded upgraded -> replaceSections(upgraded.sections());
    }
  }

  private void item(ItemEvent event, ItemStatus status) {
    String itemId = event.itemId().value();
    Item before = items.get(itemId);
    Instant firstDoneAt = before == null ? null : before.firstDoneAt();
    if (status == ItemStatus.DONE && (firstDoneAt == null || event.at().isBefore(firstDoneAt))) {
      firstDoneAt = event.at();
    }
    items.put(itemId, new Item(id, itemId, sequence, status, event.at(), firstDoneAt));
    event.sections().forEach(tally -> section(tally, null));
  }

  private void section(SectionTally tally, @Nullable Instant completed) {
    Section before = sections.get(tally.id().value());
    put(tally, completed == null && before != null ? before.completedAt() : completed);
  }

  private void replaceSections(List<SectionTally> tallies) {
    Map<String, Section> before = new HashMap<>(sections);
    sections.clear();
    sectionsReplacedAt = sequence;
    for (SectionTally tally : tallies) {
      Section known = before.get(tally.id().value());
      put(tally, known == null ? null : known.completedAt());
    }
  }

  private void put(SectionTally tally, @Nullable Instant completed) {
    String sectionId = tally.id().value();
    boolean open = isOpen(tally.done(), tally.skipped(), tally.total());
    sections.put(
        sectionId,
        new Section(
            id,
            sectionId,
            sequence,
            tally.done(),
            tally.skipped(),
            tally.total(),
            open ? null : completed));
  }

  /** What was skipped whole is no achievement, and so stays open. */
  private static boolean isOpen(int done, int skipped, int total) {
    return done == 0 || done + skipped < total;
  }

  OfEnrollment id() {
    return id;
  }

  int roadmapVersion() {
    return roadmapVersion;
  }

  int done() {
    return done;
  }

  int skipped() {
    return skipped;
  }

  int total() {
    return total;
  }

  long sequence() {
    return sequence;
  }

  /** The sequence of the event that replaced every section before it, or {@link #NEVER}. */
  long sectionsReplacedAt() {
    return sectionsReplacedAt;
  }

  Instant newestAt() {
    return newestAt;
  }

  /** Absent when these events do not say it. */
  @Nullable Instant completedAt() {
    return completedAt;
  }

  /** Absent when these events do not say it. */
  @Nullable LocalDate planStart() {
    return planStart;
  }

  Collection<Section> sections() {
    return sections.values();
  }

  Collection<Item> items() {
    return items.values();
  }
}
