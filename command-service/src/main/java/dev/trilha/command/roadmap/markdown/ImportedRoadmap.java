package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.RoadmapNode;
import java.util.List;

/**
 * A document, understood.
 *
 * @param language a BCP 47 tag; {@code und} when nothing tells
 * @param children tiers and the sections outside the tiers, in the document's order
 */
public record ImportedRoadmap(
    String title, String language, List<RoadmapNode> children, ImportReport report) {
  public ImportedRoadmap {
    children = List.copyOf(children);
  }
}
