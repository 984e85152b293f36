package dev.trilha.schemas;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen to one learner on one roadmap.
 *
 * <p>Every event says where the learner stands after it: {@code done}, {@code skipped} and {@code
 * total} of the whole roadmap, counted in leaves of its tiers, and the same of each section it
 * touches. A reader writes down what the newest event says; nothing is ever added up.
 */
public sealed interface EnrollmentEvent extends DomainEvent {
  LearnerId learnerId();

  RoadmapId roadmapId();

  /** The version of the roadmap that the numbers are counted on. */
  int roadmapVersion();

  int done();

  int skipped();

  int total();

  /**
   * What happened to a single leaf.
   *
   * <p>{@code at} is when the learner says it happened; {@code sections} are the nodes above the
   * leaf, outermost first.
   */
  sealed interface ItemEvent extends EnrollmentEvent {
    NodeId itemId();

    /** Absent for an item outside the tiers. */
    @Nullable NodeId tierId();

    /** Absent when the item hangs on the tier itself. */
    @Nullable NodeId topicId();

    Instant at();

    List<SectionTally> sections();
  }

  record LearnerEnrolled(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      int done,
      int skipped,
      int total)
      implements EnrollmentEvent {}

  /**
   * The learner walks by the roadmap's plan.
   *
   * @param startDate the first day of the plan's first week, where the learner lives
   */
  record PlanStarted(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      LocalDate startDate,
      int done,
      int skipped,
      int total)
      implements EnrollmentEvent {}

  record ItemStarted(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      NodeId itemId,
      @Nullable NodeId tierId,
      @Nullable NodeId topicId,
      Instant at,
      int done,
      int skipped,
      int total,
      List<SectionTally> sections)
      implements ItemEvent {
    public ItemStarted {
      sections = List.copyOf(sections);
    }
  }

  record ItemCompleted(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      NodeId itemId,
      @Nullable NodeId tierId,
      @Nullable NodeId topicId,
      Instant at,
      int done,
      int skipped,
      int total,
      List<SectionTally> sections)
      implements ItemEvent {
    public ItemCompleted {
      sections = List.copyOf(sections);
    }
  }

  record ItemSkipped(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      NodeId itemId,
      @Nullable NodeId tierId,
      @Nullable NodeId topicId,
      Instant at,
      int done,
      int skipped,
      int total,
      List<SectionTally> sections)
      implements ItemEvent {
    public ItemSkipped {
      sections = List.copyOf(sections);
    }
  }

  /** Back to do, whatever it was before. */
  record ItemReopened(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      NodeId itemId,
      @Nullable NodeId tierId,
      @Nullable NodeId topicId,
      Instant at,
      int done,
      int skipped,
      int total,
      List<SectionTally> sections)
      implements ItemEvent {
    public ItemReopened {
      sections = List.copyOf(sections);
    }
  }

  /**
   * @param topic the topic's numbers
   */
  record TopicCompleted(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      @Nullable NodeId tierId,
      NodeId topicId,
      String title,
      Instant at,
      int done,
      int skipped,
      int total,
      SectionTally topic)
      implements EnrollmentEvent {}

  /**
   * A tier is finished; decided with the tick, or the upgrade, that finished it and stored in the
   * same append.
   *
   * @param title the tier's title in this version of the roadmap
   * @param tier the tier's numbers
   * @param because absent when the learner finished it for the first time
   */
  record TierCompleted(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      NodeId tierId,
      String title,
      String roadmapTitle,
      Instant at,
      int done,
      int skipped,
      int total,
      SectionTally tier,
      @Nullable RoadmapChange because)
      implements EnrollmentEvent {}

  /**
   * A finished tier is open again.
   *
   * @param because absent when the learner reopened it
   */
  record TierReopened(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      NodeId tierId,
      Instant at,
      int done,
      int skipped,
      int total,
      SectionTally tier,
      @Nullable RoadmapChange because)
      implements EnrollmentEvent {}

  /**
   * @param because absent when the learner finished it for the first time
   */
  record RoadmapCompleted(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      String title,
      Instant at,
      int done,
      int skipped,
      int total,
      @Nullable RoadmapChange because)
      implements EnrollmentEvent {}

  /**
   * @param because absent when the learner reopened it
   */
  record RoadmapReopened(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int roadmapVersion,
      Instant at,
      int done,
      int skipped,
      int total,
      @Nullable RoadmapChange because)
      implements EnrollmentEvent {}

  /**
   * The learner moved to another version of the roadmap. What that finished or reopened follows in
   * the same append.
   *
   * @param fromVersion the version left
   * @param sections every node with children of the new version in which something is done or
   *     skipped
   */
  record EnrollmentUpgraded(
      LearnerId learnerId,
      RoadmapId roadmapId,
      int fromVersion,
      int roadmapVersion,
      int done,
      int skipped,
      int total,
      List<SectionTally> sections)
      implements EnrollmentEvent {
    public EnrollmentUpgraded {
      sections = List.copyOf(sections);
    }
  }
}
