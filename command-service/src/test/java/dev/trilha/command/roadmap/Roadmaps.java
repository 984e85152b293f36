package dev.trilha.command.roadmap;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Weeks;
import dev.trilha.schemas.problem.ProblemType;
import java.util.Arrays;
import java.util.List;

/** A vocabulary for roadmaps in tests. */
public final class Roadmaps {
  private Roadmaps() {}

  public static RoadmapNode leaf(String id) {
    return new RoadmapNode(new NodeId(id), NodeKind.ITEM, id, null, true, 1, null, null, List.of());
  }

  public static RoadmapNode planRow(String id, int from, int to) {
    return new RoadmapNode(
        new NodeId(id),
        NodeKind.PLAN_ROW,
        "The " + id,
        null,
        false,
        0,
        null,
        null,
        new Weeks(from, to),
        null,
        null,
        null,
        List.of());
  }

  public static RoadmapNode all(NodeKind kind, String id, RoadmapNode... children) {
    return section(kind, id, CompletionRule.ALL, children);
  }

  public static RoadmapNode any(int n, NodeKind kind, String id, RoadmapNode... children) {
    return section(kind, id, new CompletionRule.Any(n), children);
  }

  private static RoadmapNode section(
      NodeKind kind, String id, CompletionRule rule, RoadmapNode... children) {
    int total =
        Tally.of(
                rule, Arrays.stream(children).map(child -> new Tally(0, 0, child.total())).toList())
            .total();
    return new RoadmapNode(
        new NodeId(id), kind, "The " + id, rule, false, total, null, null, List.of(children));
  }

  public static RoadmapPublished published(int version, RoadmapNode... children) {
    return new RoadmapPublished(
        new RoadmapId("backend"), version, "Backend", "en", List.of(children));
  }

  /** Outlines of these versions, the last being the newest. */
  public static RoadmapOutlines outlines(RoadmapPublished... versions) {
    List<RoadmapOutline> outlines = Arrays.stream(versions).map(RoadmapOutline::of).toList();
    return new RoadmapOutlines() {
      @Override
      public RoadmapOutline of(RoadmapId roadmapId, int version) {
        return outlines.stream()
            .filter(outline -> outline.version() == version)
            .findFirst()
            .orElseThrow(
                () -> new Refusal.NotFound(ProblemType.UNKNOWN_ROADMAP, "version " + version));
      }

      @Override
      public RoadmapOutline latest(RoadmapId roadmapId) {
        return outlines.getLast();
      }
    };
  }
}
