package dev.trilha.command.roadmap;

import dev.trilha.command.eventstore.Command;
import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.StreamId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Make this the newest version of the roadmap, unless it already is.
 *
 * @param expectedVersion refuse when the newest version is another
 */
record PublishRoadmap(
    @TargetAggregateIdentifier StreamId.OfRoadmap stream,
    String title,
    String language,
    List<RoadmapNode> children,
    @Nullable Long expectedVersion)
    implements Command<PublishRoadmap.Result> {

  /**
   * @param changed whether a version was added
   * @param unmapped what rows of the plan were mapped to and is gone, or is mapped to a row that is
   */
  record Result(int version, boolean changed, List<PlanMapping> unmapped) {}

  /**
   * What publishing would result in.
   *
   * @param newest the newest version there is
   * @param plan what its plan is mapped to
   * @throws Refusal.Stale when another version was expected
   */
  Result wouldResult(@Nullable RoadmapPublished newest, List<PlanMapping> plan) {
    int version = newest == null ? 0 : newest.version();
    if (expectedVersion != null && expectedVersion != version) {
      throw new Refusal.Stale(expectedVersion, version);
    }
    return newest != null && isContentOf(newest)
        ? new Result(version, false, List.of())
        : new Result(
            version + 1, true, PlannedNodes.lost(plan, PlannedNodes.of(children).surviving(plan)));
  }

  /** The event that makes this the given version. */
  RoadmapPublished published(int version) {
    return new RoadmapPublished(stream.roadmapId(), version, title, language, children);
  }

  boolean isContentOf(RoadmapPublished published) {
    return published.title().equals(title)
        && published.language().equals(language)
        && published.children().equals(children);
  }
}
