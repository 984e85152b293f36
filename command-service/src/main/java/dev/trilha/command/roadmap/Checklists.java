package dev.trilha.command.roadmap;

import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.markdown.ImportLimits;
import dev.trilha.command.roadmap.markdown.MarkdownImporter;
import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException;
import dev.trilha.command.roadmap.markdown.TickedEntry;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads which items of a roadmap a Markdown document has ticked. The document is matched with the
 * roadmap as the next version of it would be.
 */
public final class Checklists {
  private final StoredRoadmapOutlines outlines;

  Checklists(StoredRoadmapOutlines outlines) {
    this.outlines = outlines;
  }

  /**
   * @param done the leaves that are ticked, in the document's order
   * @param unmatched the other ticks
   */
  public record Checklist(List<NodeId> done, List<Unmatched> unmatched) {
    public Checklist {
      done = List.copyOf(done);
      unmatched = List.copyOf(unmatched);
    }
  }

  /**
   * @param line in the document as sent, from 1
   */
  public record Unmatched(String title, int line) {}

  /**
   * @throws Refusal when there is no such version, or the document is more than an import takes
   */
  public Checklist read(RoadmapId roadmapId, int version, byte[] document) {
    RoadmapPublished published =
        outlines
            .find(roadmapId, version)
            .orElseThrow(() ->
                new Refusal.NotFound(
                    ProblemType.UNKNOWN_ROADMAP,
                    "version %d of roadmap %s".formatted(version, roadmapId)));
    Map<NodeId, RoadmapNode> nodes = new HashMap<>();
    collect(published.children(), nodes);
    Set<NodeId> done = new LinkedHashSet<>();
    List<Unmatched> unmatched = new ArrayList<>();
    for (TickedEntry entry : ticks(roadmapId, document, published.children())) {
      RoadmapNode node = entry.id() == null ? null : nodes.get(entry.id());
      if (node != null && node.leaf()) {
        done.add(node.id());
      } else if (node == null) {
        unmatched.add(new Unmatched(entry.title(), entry.line()));
      }
    }
    return new Checklist(List.copyOf(done), unmatched);
  }

  private static List<TickedEntry> ticks(
      RoadmapId roadmapId, byte[] document, List<RoadmapNode> before) {
    try {
      return MarkdownImporter.ticks(
          roadmapId, RoadmapController.utf8(document), before, ImportLimits.DEFAULT);
    } catch (RoadmapTooLargeException tooLarge) {
      throw RoadmapController.refused(tooLarge);
    }
  }

  private static void collect(List<RoadmapNode> children, Map<NodeId, RoadmapNode> nodes) {
    for (RoadmapNode node : children) {
      nodes.put(node.id(), node);
      collect(node.children(), nodes);
    }
  }
}
