package dev.trilha.command.roadmap;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.markdown.ImportLimits;
import dev.trilha.command.roadmap.markdown.MarkdownImporter;
import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException;
import dev.trilha.command.roadmap.markdown.TickedEntry;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.markdown.ItemState;
import dev.trilha.schemas.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
   * @param ticked the leaves that are ticked, in the document's order
   * @param unmatched the ticks that say nothing of a leaf
   */
  public record Checklist(List<Ticked> ticked, List<Unmatched> unmatched) {
    public Checklist {
      ticked = List.copyOf(ticked);
      unmatched = List.copyOf(unmatched);
    }
  }

  /** What the document says of a leaf: done, skipped or begun. */
  public record Ticked(NodeId itemId, ItemState state) {}

  /**
   * @param line in the document as sent, from 1
   */
  public record Unmatched(String title, int line, Reason reason) {}

  /** Why a tick says nothing of a leaf. */
  public enum Reason {
    /** This version of the roadmap has no such entry. */
    UNKNOWN_ITEM,
    /** It is a note, a resource or the like: nothing to tick. */
    NO_ITEM,
    /** Boxes below it are open, and they say more than the box above them. */
    OPEN_BELOW,
    /** It lets people choose, and does not say what was chosen. */
    LEAVES_A_CHOICE;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

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
    return match(published.children(), ticks(roadmapId, document, published.children()));
  }

  /**
   * What a document ticked of a tree. A ticked item with sub-items stands for all of them where the
   * document gives them no boxes of their own.
   */
  static Checklist match(List<RoadmapNode> roadmap, List<TickedEntry> entries) {
    Map<NodeId, RoadmapNode> nodes = new HashMap<>();
    roadmap.forEach(node -> collect(node, node, nodes));
    Map<NodeId, ItemState> ticked = new LinkedHashMap<>();
    for (TickedEntry entry : entries) {
      RoadmapNode node = entry.id() == null ? null : nodes.get(entry.id());
      if (node != null && node.leaf()) {
        ticked.put(node.id(), entry.state());
      } else if (node != null && !entry.boxesInside() && isPlainItem(node)) {
        tickBelow(node, entry.state(), ticked);
      }
    }
    List<Unmatched> unmatched = new ArrayList<>();
    for (TickedEntry entry : entries) {
      Reason reason = reason(entry, entry.id() == null ? null : nodes.get(entry.id()), ticked);
      if (reason != null) {
        unmatched.add(new Unmatched(entry.title(), entry.line(), reason));
      }
    }
    return new Checklist(
        ticked.entrySet().stream().map(tick -> new Ticked(tick.getKey(), tick.getValue())).toList(),
        unmatched);
  }

  private static @Nullable Reason reason(
      TickedEntry entry, @Nullable RoadmapNode node, Map<NodeId, ItemState> ticked) {
    if (node == null) {
      return Reason.UNKNOWN_ITEM;
    }
    if (node.kind() != NodeKind.ITEM) {
      return Reason.NO_ITEM;
    }
    Tally tally = tally(node, ticked);
    if (node.leaf() || tally.done() + tally.skipped() == tally.total()) {
      return null;
    }
    if (entry.boxesInside()) {
      return Reason.OPEN_BELOW;
    }
    return isPlainItem(node) ? null : Reason.LEAVES_A_CHOICE;
  }

  /** Whether all that is below it belongs to it, with no choice among it. */
  private static boolean isPlainItem(RoadmapNode node) {
    return node.kind() == NodeKind.ITEM && leavesNoChoice(node);
  }

  private static boolean leavesNoChoice(RoadmapNode node) {
    return node.kind().isOnlyRead()
        || (!(node.rule() instanceof CompletionRule.Any)
            && node.children().stream().allMatch(Checklists::leavesNoChoice));
  }

  private static void tickBelow(RoadmapNode node, ItemState state, Map<NodeId, ItemState> ticked) {
    if (node.kind().isOnlyRead()) {
      return;
    }
    if (node.leaf()) {
      ticked.putIfAbsent(node.id(), state);
    }
    node.children().forEach(child -> tickBelow(child, state, ticked));
  }

  private static Tally tally(RoadmapNode node, Map<NodeId, ItemState> ticked) {
    if (node.leaf()) {
      ItemState state = ticked.get(node.id());
      return Tally.leaf(state == ItemState.DONE, state == ItemState.SKIPPED);
    }
    return node.rule() == null
        ? Tally.NOTHING
        : Tally.of(
            node.rule(), node.children().stream().map(child -> tally(child, ticked)).toList());
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

  /**
   * @param told what an entry of this id is about: the node, or the one above it that is only read,
   *     since nothing below that can be ticked
   */
  private static void collect(RoadmapNode node, RoadmapNode told, Map<NodeId, RoadmapNode> nodes) {
    nodes.put(node.id(), told);
    node.children()
        .forEach(child -> collect(child, told.kind().isOnlyRead() ? told : child, nodes));
  }
}
