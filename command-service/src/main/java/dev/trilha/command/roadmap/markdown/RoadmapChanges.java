package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one version of a roadmap differs from another. Nodes are the same when their ids are. Each
 * list is in the order of its document.
 *
 * @param reordered nodes below the same parent in another order: the fewest that explain it
 * @param edited nodes of which something else is different
 * @param document what is different of the roadmap itself
 */
public record RoadmapChanges(
    List<NodeChange> added,
    List<NodeChange> removed,
    List<NodeChange> moved,
    List<NodeChange> reworded,
    List<NodeChange> reordered,
    List<NodeEdit> edited,
    List<String> document) {

  /** A node and what it hangs on; on nothing at the top. */
  record Place(RoadmapNode node, @Nullable NodeId parent) {}

  public RoadmapChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    moved = List.copyOf(moved);
    reworded = List.copyOf(reworded);
    reordered = List.copyOf(reordered);
    edited = List.copyOf(edited);
    document = List.copyOf(document);
  }

  /**
   * @param before absent when this is the first version
   */
  public static RoadmapChanges between(@Nullable RoadmapPublished before, ImportedRoadmap now) {
    Map<NodeId, Place> old = places(before == null ? List.of() : before.children());
    Map<NodeId, Place> current = places(now.children());
    List<NodeChange> added = new ArrayList<>();
    List<NodeChange> removed = new ArrayList<>();
    List<NodeChange> moved = new ArrayList<>();
    List<NodeChange> reworded = new ArrayList<>();
    List<NodeEdit> edited = new ArrayList<>();
    current.forEach((id, place) -> {
      Place was = old.get(id);
      String title = place.node().title();
      if (was == null) {
        added.add(new NodeChange(id, title, null));
        return;
      }
      if (!Objects.equals(was.parent(), place.parent())) {
        NodeId parent = was.parent();
        moved.add(new NodeChange(id, title, parent == null ? null : parent.value()));
      }
      if (!was.node().title().equals(title)) {
        reworded.add(new NodeChange(id, title, was.node().title()));
      }
      List<String> fields = edits(was.node(), place.node());
      if (!fields.isEmpty()) {
        edited.add(new NodeEdit(id, title, fields));
      }
    });
    old.forEach((id, place) -> {
      if (!current.containsKey(id)) {
        removed.add(new NodeChange(id, place.node().title(), null));
      }
    });
    return new RoadmapChanges(
        added,
        removed,
        moved,
        reworded,
        Order.changes(old, current),
        edited,
        before == null ? List.of() : document(before, now));
  }

  private static List<String> document(RoadmapPublished before, ImportedRoadmap now) {
    List<String> fields = new ArrayList<>();
    addIf(!before.title().equals(now.title()), "title", fields);
    addIf(!before.language().equals(now.language()), "language", fields);
    return fields;
  }

  /** The rule that came or went with sub-items is no edit of its own. */
  private static List<String> edits(RoadmapNode was, RoadmapNode is) {
    List<String> fields = new ArrayList<>();
    addIf(was.kind() != is.kind(), "kind", fields);
    addIf(choice(was) != choice(is), "rule", fields);
    addIf(!Objects.equals(was.text(), is.text()), "text", fields);
    addIf(!Objects.equals(was.url(), is.url()), "url", fields);
    addIf(!Objects.equals(was.weeks(), is.weeks()), "weeks", fields);
    addIf(was.annotation() != is.annotation(), "annotation", fields);
    addIf(!Objects.equals(was.table(), is.table()), "table", fields);
    addIf(!Objects.equals(was.chain(), is.chain()), "chain", fields);
    return fields;
  }

  private static int choice(RoadmapNode node) {
    return node.rule() instanceof CompletionRule.Any any ? any.n() : 0;
  }

  private static void addIf(boolean different, String field, List<String> fields) {
    if (different) {
      fields.add(field);
    }
  }

  private static Map<NodeId, Place> places(List<RoadmapNode> roots) {
    Map<NodeId, Place> places = new LinkedHashMap<>();
    Deque<Place> open = new ArrayDeque<>();
    roots.reversed().forEach(root -> open.push(new Place(root, null)));
    while (!open.isEmpty()) {
      Place place = open.pop();
      places.put(place.node().id(), place);
      place
          .node()
          .children()
          .reversed()
          .forEach(child -> open.push(new Place(child, place.node().id())));
    }
    return places;
  }
}
