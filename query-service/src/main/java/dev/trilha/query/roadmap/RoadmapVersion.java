package dev.trilha.query.roadmap;

import dev.trilha.schemas.RoadmapId;

/** One published version; it never changes. */
public record RoadmapVersion(RoadmapId roadmapId, int version) {}
