package dev.trilha.command.roadmap;

import dev.trilha.command.eventstore.Command;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.StreamId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Say which sections and items the rows of the roadmap's plan are about. Replaces what was said
 * before.
 *
 * @param expectedVersion refuse when the newest version of the roadmap is another
 * @param expectedPlan refuse when the mapping is at another version
 */
record MapPlan(
    @TargetAggregateIdentifier StreamId.OfRoadmap stream,
    List<PlanMapping> rows,
    @Nullable Long expectedVersion,
    @Nullable Long expectedPlan)
    implements Command<MapPlan.Result> {
  MapPlan {
    rows = List.copyOf(rows);
  }

  /**
   * @param version of the mapping: how many events the roadmap's stream had after it; 0 when nobody
   *     ever mapped anything
   * @param rows the whole mapping, in the plan's order
   */
  record Result(boolean changed, long version, int roadmapVersion, List<PlanMapping> rows) {}
}
