package dev.trilha.schemas;

import java.util.List;

/** Everything that can happen to a roadmap. */
public sealed interface RoadmapEvent extends DomainEvent {
  RoadmapId roadmapId();

  /**
   * A version of a roadmap became available. Carries the whole tree, so that a reader needs no
   * second source.
   *
   * @param version 1, 2, 3… without gaps
   * @param language a BCP 47 tag, for instance {@code pt-BR}; {@code und} when unknown
   * @param children tiers and the sections outside the tiers, in the document's order
   */
  record RoadmapPublished(
      RoadmapId roadmapId, int version, String title, String language, List<RoadmapNode> children)
      implements RoadmapEvent {
    /** The largest there is, in bytes of JSON; what comes to more is refused when it is sent. */
    public static final int LARGEST_BYTES = 6 * 1024 * 1024;

    public RoadmapPublished {
      children = List.copyOf(children);
    }
  }

  /**
   * Somebody said which nodes the rows of the roadmap's plan are about. Carries the whole mapping:
   * a row that is not in it is not mapped.
   *
   * @param roadmapVersion the newest version at that time, which the ids are of
   */
  record PlanMapped(RoadmapId roadmapId, int roadmapVersion, List<PlanMapping> rows)
      implements RoadmapEvent {
    public PlanMapped {
      rows = List.copyOf(rows);
    }
  }
}
