package dev.trilha.command.roadmap;

import dev.trilha.schemas.RoadmapId;

/**
 * Where the outlines of published roadmaps are found. A published version never changes, so that
 * replays see what the first run saw.
 */
public interface RoadmapOutlines {
  /**
   * @throws dev.trilha.command.problem.Refusal.NotFound when no such version was published
   */
  RoadmapOutline of(RoadmapId roadmapId, int version);

  /**
   * The newest version.
   *
   * @throws dev.trilha.command.problem.Refusal.NotFound when nothing was published under this name
   */
  RoadmapOutline latest(RoadmapId roadmapId);
}
