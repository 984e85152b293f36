package dev.trilha.query.progress;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.schemas.LearnerId;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a learner is on a roadmap.
 *
 * @param version the number of the enrollment's events in this answer; what a write answers as its
 *     version
 * @param stale whether the asked version, or the roadmap's tree, is not here yet
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
    @JsonRawValue @ArraySchema(schema = @Schema(implementation = TierProgress.class)) String tiers,
    @JsonRawValue @ArraySchema(schema = @Schema(implementation = SectionProgress.class))
        String selfAssessments,
    @JsonRawValue @ArraySchema(schema = @Schema(implementation = StoredItem.class)) String items,
    @Nullable PlanProgress plan) {
  static ProgressView of(
      LearnerId learner,
      EnrollmentHead head,
      Drawing drawing,
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
        Freshness.newest(head.asOf(), head.newestAt()),
        stale,
        drawing.tiers(),
        drawing.selfAssessments(),
        drawing.items(),
        plan);
  }
}
