package dev.trilha.query.progress;

import dev.trilha.query.progress.Progress.Enrollment;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody is on one roadmap.
 *
 * @param title the roadmap's newest title, or its id as long as its publication has not arrived
 * @param lastChangeAt the time of the newest event
 */
record RoadmapProgress(
    String roadmapId,
    String title,
    int roadmapVersion,
    long version,
    int done,
    int skipped,
    int total,
    @Nullable Integer percent,
    @Nullable Instant completedAt,
    Instant lastChangeAt) {
  static RoadmapProgress of(Enrollment enrollment, Map<String, String> titles) {
    return new RoadmapProgress(
        enrollment.roadmapId(),
        titles.getOrDefault(enrollment.roadmapId(), enrollment.roadmapId()),
        enrollment.roadmapVersion(),
        enrollment.version(),
        enrollment.done(),
        enrollment.skipped(),
        enrollment.total(),
        enrollment.percent(),
        enrollment.completedAt(),
        enrollment.newestAt());
  }
}
