package dev.trilha.query.roadmap;

import dev.trilha.schemas.RoadmapNode;
import java.util.List;

/**
 * The tree of one version.
 *
 * @param language a BCP 47 tag; {@code und} when unknown
 * @param children tiers, and sections outside the tiers
 */
public record RoadmapTree(String title, String language, List<RoadmapNode> children) {
  public RoadmapTree {
    children = List.copyOf(children);
  }
}
