package dev.trilha.command.enrollment;

import dev.trilha.command.roadmap.RoadmapOutlines;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an enrollment as its snapshot keeps it: items by id, so that it depends neither on
 * how leaves are numbered nor on what is kept in memory. Items of other versions are among them;
 * those that nothing was done to are not.
 *
 * @param extendedTiers see {@link Extended}
 * @param planStart the first day of the plan, once the learner gave one
 */
record EnrollmentState(
    LearnerId learnerId,
    RoadmapId roadmapId,
    int roadmapVersion,
    List<NodeId> started,
    List<NodeId> done,
    List<NodeId> skipped,
    List<NodeId> extendedTiers,
    boolean extendedRoadmap,
    @Nullable LocalDate planStart) {

  /** To be raised when a field is added, or means something else. */
  static final int REVISION = 1;

  static EnrollmentState of(
      StreamId.OfEnrollment stream,
      Progress progress,
      Extended extended,
      @Nullable LocalDate planStart) {
    Map<NodeId, ItemStatus> statuses = progress.statuses();
    return new EnrollmentState(
        stream.learnerId(),
        stream.roadmapId(),
        progress.outline().version(),
        those(statuses, ItemStatus.IN_PROGRESS),
        those(statuses, ItemStatus.DONE),
        those(statuses, ItemStatus.SKIPPED),
        List.copyOf(extended.tiers()),
        extended.roadmap(),
        planStart);
  }

  private static List<NodeId> those(Map<NodeId, ItemStatus> statuses, ItemStatus status) {
    return statuses.keySet().stream().filter(item -> statuses.get(item) == status).toList();
  }

  StreamId.OfEnrollment stream() {
    return new StreamId.OfEnrollment(learnerId, roadmapId);
  }

  Progress progress(RoadmapOutlines outlines) {
    Map<NodeId, ItemStatus> statuses = new HashMap<>();
    started.forEach(item -> statuses.put(item, ItemStatus.IN_PROGRESS));
    done.forEach(item -> statuses.put(item, ItemStatus.DONE));
    skipped.forEach(item -> statuses.put(item, ItemStatus.SKIPPED));
    return Progress.of(outlines.of(roadmapId, roadmapVersion), statuses);
  }

  Extended extended() {
    return new Extended(Set.copyOf(extendedTiers), extendedRoadmap);
  }
}
