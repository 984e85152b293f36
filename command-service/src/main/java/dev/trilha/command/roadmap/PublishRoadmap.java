package dev.trilha.command.roadmap;

import dev.trilha.command.eventstore.Command;
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
   */
  record Result(int version, boolean changed) {}

  /**
   * What publishing would result in.
   *
   * @param newest the newest version there is
   */
  Result wouldResult(@Nullable RoadmapPublished newest) {
    int version = newest == null ? 0 : newest.version();
    return newest != null && isContentOf(newest)
        ? new Result(version, false)
        : new Result(version + 1, true);
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
