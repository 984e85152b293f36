package dev.trilha.command.roadmap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapEvent;
import dev.trilha.schemas.RoadmapEvent.PlanMapped;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Outlines read from the event store and kept. Each version is one event, so that version n stands
 * at sequence n - 1 or, when plans were mapped before it, behind that. Every event tells the newest
 * version at its time.
 */
final class StoredRoadmapOutlines implements RoadmapOutlines {
  private static final int LARGEST = 256;
  // Another replica may publish: a new enrollment there sees it at once, here after this long.
  private static final Duration NEWEST_KNOWN_FOR = Duration.ofSeconds(1);

  private record Version(RoadmapId roadmapId, int version) {}

  private record Place(RoadmapId roadmapId, long sequence) {}

  /**
   * @param plan what its plan is mapped to
   */
  record Newest(RoadmapPublished published, List<PlanMapping> plan) {}

  private final EventStore eventStore;
  private final Cache<Version, RoadmapOutline> outlines =
      Caffeine.newBuilder().maximumSize(LARGEST).build();

  /** What is stored somewhere never changes. */
  private final Cache<Place, Integer> versionAt =
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

  /** The newest version as it was published, and what its plan is mapped to. */
  Optional<Newest> newest(RoadmapId roadmapId) {
    return lastPlace(roadmapId)
        .flatMap(place ->
            switch (eventAt(place)) {
              case RoadmapPublished published -> Optional.of(new Newest(published, List.of()));
              case PlanMapped mapped ->
                  event(new Version(roadmapId, mapped.roadmapVersion()))
                      .map(published -> new Newest(published, mapped.rows()));
            });
  }

  /** A version as it was published. */
  Optional<RoadmapPublished> find(RoadmapId roadmapId, int version) {
    return event(new Version(roadmapId, version));
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
    return lastPlace(roadmapId).map(place -> versionAt.get(place, this::readVersion));
  }

  private Integer readVersion(Place place) {
    return switch (eventAt(place)) {
      case RoadmapPublished published -> published.version();
      case PlanMapped mapped -> mapped.roadmapVersion();
    };
  }

  private Optional<Place> lastPlace(RoadmapId roadmapId) {
    return eventStore
        .lastSequenceNumberFor(new StreamId.OfRoadmap(roadmapId).toString())
        .map(sequence -> new Place(roadmapId, sequence));
  }

  private RoadmapEvent eventAt(Place place) {
    return (RoadmapEvent) events(place.roadmapId(), place.sequence()).next().getPayload();
  }

  private DomainEventStream events(RoadmapId roadmapId, long from) {
    return eventStore.readEvents(new StreamId.OfRoadmap(roadmapId).toString(), from);
  }

  private Optional<RoadmapPublished> event(Version version) {
    if (version.version() < 1) {
      return Optional.empty();
    }
    DomainEventStream stream = events(version.roadmapId(), version.version() - 1L);
    while (stream.hasNext()) {
      if (stream.next().getPayload() instanceof RoadmapPublished published
          && published.version() == version.version()) {
        return Optional.of(published);
      }
    }
    return Optional.empty();
  }
}
