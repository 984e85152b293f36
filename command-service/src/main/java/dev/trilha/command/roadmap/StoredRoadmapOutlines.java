package dev.trilha.command.roadmap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Outlines read from the event store and kept. Each version is one event, so that version n stands
 * at sequence n - 1.
 */
final class StoredRoadmapOutlines implements RoadmapOutlines {
  private static final int LARGEST = 256;
  // Another replica may publish: a new enrollment there sees it at once, here after this long.
  private static final Duration NEWEST_KNOWN_FOR = Duration.ofSeconds(1);

  private record Version(RoadmapId roadmapId, int version) {}

  private final EventStore eventStore;
  private final Cache<Version, RoadmapOutline> outlines =
      Caffeine.newBuilder().maximumSize(LARGEST).build();
  private final Cache<RoadmapId, Integer> newest =
      Caffeine.newBuilder().maximumSize(LARGEST).expireAfterWrite(NEWEST_KNOWN_FOR).build();

  StoredRoadmapOutlines(EventStore eventStore) {
    this.eventStore = eventStore;
  }

  @Override
  public RoadmapOutline of(RoadmapId roadmapId, int version) {
    return outlines.get(new Version(roadmapId, version), this::compile);
  }

  @Override
  public RoadmapOutline latest(RoadmapId roadmapId) {
    return of(roadmapId, newest.get(roadmapId, this::requireNewestVersion));
  }

  /** The newest version as it was published. */
  Optional<RoadmapPublished> newest(RoadmapId roadmapId) {
    return newestVersion(roadmapId).flatMap(version -> event(new Version(roadmapId, version)));
  }

  /** To be called when a version was published here, so that the next enrollment sees it. */
  void published(RoadmapId roadmapId, int version) {
    newest.asMap().merge(roadmapId, version, Math::max);
  }

  private RoadmapOutline compile(Version version) {
    return event(version)
        .map(RoadmapOutline::of)
        .orElseThrow(() ->
            new Refusal.NotFound(
                ProblemType.UNKNOWN_ROADMAP,
                "version %d of roadmap %s".formatted(version.version(), version.roadmapId())));
  }

  private Integer requireNewestVersion(RoadmapId roadmapId) {
    return newestVersion(roadmapId)
        .orElseThrow(
            () -> new Refusal.NotFound(ProblemType.UNKNOWN_ROADMAP, "roadmap " + roadmapId));
  }

  private Optional<Integer> newestVersion(RoadmapId roadmapId) {
    return eventStore
        .lastSequenceNumberFor(new StreamId.OfRoadmap(roadmapId).toString())
        .map(sequence -> Math.toIntExact(sequence + 1));
  }

  private Optional<RoadmapPublished> event(Version version) {
    if (version.version() < 1) {
      return Optional.empty();
    }
    DomainEventStream stream =
        eventStore.readEvents(
            new StreamId.OfRoadmap(version.roadmapId()).toString(), version.version() - 1L);
    return stream.hasNext()
        ? Optional.of((RoadmapPublished) stream.next().getPayload())
        : Optional.empty();
  }
}
