package dev.trilha.query.progress;

import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.schemas.LearnerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a learner is on a roadmap.
 *
 * @param version the number of the enrollment's events in this answer; what a write answers as its
 *     version
 * @param asOf the moment up to which everything is in this answer; no later than a record of the
 *     learner's that could not be applied
 * @param stale whether the asked version, or the roadmap's tree, is not here yet, or a record that
 *     could not be applied keeps what follows it away
 * @param selfAssessments checklists outside the tiers, not counted in {@code total}
 * @param items every item that was ever ticked
 * @param plan absent for who does not walk by the roadmap's plan
 */
record ProgressView(
    String learnerId,
    String roadmapId,
    int roadmapVersion,
    long version,
    int done,
    int skipped,
    int total,
    @Nullable Integer percent,
    @Nullable Instant completedAt,
    @Nullable Instant asOf,
    boolean stale,
    List<TierProgress> tiers,
    List<SectionProgress> selfAssessments,
    List<StoredItem> items,
    @Nullable PlanProgress plan) {
  static ProgressView of(
      LearnerId learner,
      EnrollmentHead head,
      ProgressTree tree,
      boolean stale,
      @Nullable PlanProgress plan) {
    return new ProgressView(
        learner.value(),
        head.roadmapId().value(),
        head.roadmapVersion(),
        head.version(),
        head.done(),
        head.skipped(),
        head.total(),
        Percent.of(head.done(), head.skipped(), head.total()),
        head.completedAt(),
        head.freshness(),
        stale,
        tree.tiers(),
        tree.selfAssessments(),
        tree.items(),
        plan);
  }

  /** The same, said to be of another moment. */
  ProgressView asOf(@Nullable Instant moment, boolean outdated) {
    return new ProgressView(
        learnerId,
        roadmapId,
        roadmapVersion,
        version,
        done,
        skipped,
        total,
        percent,
        completedAt,
        moment,
        outdated,
        tiers,
        selfAssessments,
        items,
        plan);
  }
}
