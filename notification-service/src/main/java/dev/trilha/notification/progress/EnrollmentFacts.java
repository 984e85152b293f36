package dev.trilha.notification.progress;

import dev.trilha.notification.inbox.EventHandler;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.EnrollmentUpgraded;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.ItemEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemReopened;
import dev.trilha.schemas.EnrollmentEvent.PlanStarted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes down what the events of enrollments say. */
final class EnrollmentFacts implements EventHandler {
  private final JdbcClient jdbc;

  EnrollmentFacts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean hearsHistory() {
    return true;
  }

  @Override
  public Set<EventType> types() {
    return Set.of(
        EventType.LEARNER_ENROLLED,
        EventType.PLAN_STARTED,
        EventType.ITEM_STARTED,
        EventType.ITEM_COMPLETED,
        EventType.ITEM_SKIPPED,
        EventType.ITEM_REOPENED,
        EventType.TIER_COMPLETED,
        EventType.TIER_REOPENED,
        EventType.ROADMAP_COMPLETED,
        EventType.ROADMAP_REOPENED,
        EventType.ENROLLMENT_UPGRADED);
  }

  @Override
  public void on(RecordedEvent recorded) {
    if (!(recorded.event() instanceof EnrollmentEvent event)) {
      throw new IllegalArgumentException("not asked for: " + recorded.event().getClass());
    }
    if (event instanceof ItemEvent item) {
      leaf(item);
    }
    totals(event);
    switch (event) {
      case ItemEvent item -> {
        @Nullable Instant at = item instanceof ItemReopened ? null : item.at();
        sections(item, item.sections(), at);
        moments(item, at, item instanceof ItemCompleted ? item.at() : null);
      }
      case EnrollmentUpgraded upgraded -> {
        jdbc.sql(
                """
                delete from enrollment_section
                where learner_id = ? and roadmap_id = ? and began_at is null and completed_at is null
                """)
            .params(upgraded.learnerId().value(), upgraded.roadmapId().value())
            .update();
        jdbc.sql(
                "update enrollment_section set done = 0, skipped = 0 where learner_id = ? and"
                    + " roadmap_id = ?")
            .params(upgraded.learnerId().value(), upgraded.roadmapId().value())
            .update();
        sections(upgraded, upgraded.sections(), null);
      }
      case TierCompleted tier -> {
        sections(tier, List.of(tier.tier()), null);
        tierIs(tier, tier.tierId(), tier.at(), tier.title(), tier.because() == null);
      }
      case TierReopened tier -> {
        sections(tier, List.of(tier.tier()), null);
        tierIs(tier, tier.tierId(), null, null, true);
      }
      case RoadmapCompleted roadmap -> roadmapIs(roadmap, roadmap.at(), roadmap.because() == null);
      case RoadmapReopened roadmap -> roadmapIs(roadmap, null, true);
      case PlanStarted plan ->
          jdbc.sql("update enrollment set plan_start = ? where learner_id = ? and roadmap_id = ?")
              .params(plan.startDate(), plan.learnerId().value(), plan.roadmapId().value())
              .update();
      default -> {}
    }
  }

  /**
   * A leaf counts when the roadmap's total rose with it: a further option of a choice does not, nor
   * does a self-assessment.
   */
  private void leaf(ItemEvent item) {
    int before =
        jdbc.sql("select done from enrollment where learner_id = ? and roadmap_id = ?")
            .params(item.learnerId().value(), item.roadmapId().value())
            .query(Integer.class)
            .optional()
            .orElse(0);
    if (item instanceof ItemCompleted && item.done() > before) {
      jdbc.sql(
              """
              insert into completed_leaf as l (learner_id, roadmap_id, item_id, at, done)
              values (:learner, :roadmap, :item, :at, true)
              on conflict (learner_id, roadmap_id, item_id) do update
                set done = true, at = least(l.at, excluded.at)
              """)
          .param("learner", item.learnerId().value())
          .param("roadmap", item.roadmapId().value())
          .param("item", item.itemId().value())
          .param("at", Timestamp.from(item.at()))
          .update();
    } else if (item.done() < before) {
      jdbc.sql(
              "update completed_leaf set done = false where learner_id = ? and roadmap_id = ? and"
                  + " item_id = ?")
          .params(item.learnerId().value(), item.roadmapId().value(), item.itemId().value())
          .update();
    }
  }

  private void totals(EnrollmentEvent event) {
    jdbc.sql(
            """
            insert into enrollment (learner_id, roadmap_id, roadmap_version, done, skipped, total)
            values (:learner, :roadmap, :version, :done, :skipped, :total)
            on conflict (learner_id, roadmap_id) do update set roadmap_version = excluded.roadmap_version,
              done = excluded.done, skipped = excluded.skipped, total = excluded.total
            """)
        .param("learner", event.learnerId().value())
        .param("roadmap", event.roadmapId().value())
        .param("version", event.roadmapVersion())
        .param("done", event.done())
        .param("skipped", event.skipped())
        .param("total", event.total())
        .update();
  }

  private void moments(EnrollmentEvent event, @Nullable Instant did, @Nullable Instant completed) {
    jdbc.sql(
            """
            update enrollment set began_at = least(began_at, :did), last_at = greatest(last_at, :completed)
            where learner_id = :learner and roadmap_id = :roadmap
            """)
        .param("did", timestamp(did), Types.TIMESTAMP)
        .param("completed", timestamp(completed), Types.TIMESTAMP)
        .param("learner", event.learnerId().value())
        .param("roadmap", event.roadmapId().value())
        .update();
  }

  /**
   * @param did when the learner did something there; absent for none
   */
  private void sections(EnrollmentEvent event, List<SectionTally> tallies, @Nullable Instant did) {
    if (tallies.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into enrollment_section as s (learner_id, roadmap_id, section_id, done, skipped, total, began_at)
            select :learner, :roadmap, t.id, t.done, t.skipped, t.total, cast(:did as timestamptz)
            from unnest(:ids, :dones, :skippeds, :totals) as t (id, done, skipped, total)
            on conflict (learner_id, roadmap_id, section_id) do update set done = excluded.done,
              skipped = excluded.skipped, total = excluded.total, began_at = least(s.began_at, excluded.began_at)
            """)
        .param("learner", event.learnerId().value())
        .param("roadmap", event.roadmapId().value())
        .param("did", timestamp(did), Types.TIMESTAMP)
        .param("ids", tallies.stream().map(tally -> tally.id().value()).toArray(String[]::new))
        .param("dones", numbers(tallies, SectionTally::done))
        .param("skippeds", numbers(tallies, SectionTally::skipped))
        .param("totals", numbers(tallies, SectionTally::total))
        .update();
  }

  private void tierIs(
      EnrollmentEvent event,
      NodeId tier,
      @Nullable Instant completed,
      @Nullable String title,
      boolean byLearner) {
    jdbc.sql(
            """
            update enrollment_section set completed_at = :completed, title = coalesce(:title, title), by_learner = :own
            where learner_id = :learner and roadmap_id = :roadmap and section_id = :tier
            """)
        .param("completed", timestamp(completed), Types.TIMESTAMP)
        .param("title", title, Types.VARCHAR)
        .param("own", byLearner)
        .param("learner", event.learnerId().value())
        .param("roadmap", event.roadmapId().value())
        .param("tier", tier.value())
        .update();
  }

  private void roadmapIs(EnrollmentEvent event, @Nullable Instant completed, boolean byLearner) {
    LearnerId learner = event.learnerId();
    RoadmapId roadmap = event.roadmapId();
    jdbc.sql(
            "update enrollment set completed_at = :completed, by_learner = :own where learner_id ="
                + " :learner and roadmap_id = :roadmap")
        .param("completed", timestamp(completed), Types.TIMESTAMP)
        .param("own", byLearner)
        .param("learner", learner.value())
        .param("roadmap", roadmap.value())
        .update();
  }

  private static Integer[] numbers(List<SectionTally> tallies, ToIntFunction<SectionTally> of) {
    return tallies.stream().map(of::applyAsInt).toArray(Integer[]::new);
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
