package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeId;
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
 */
public record RoadmapChanges(
    List<NodeChange> added,
    List<NodeChange> removed,
    List<NodeChange> moved,
    List<NodeChange> reworded) {

  private record Place(RoadmapNode node, @Nullable NodeId parent) {}

  public RoadmapChanges {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    moved = List.copyOf(moved);
    reworded = List.copyOf(reworded);
  }

  public static RoadmapChanges between(List<RoadmapNode> before, List<RoadmapNode> now) {
    Map<NodeId, Place> old = places(before);
    Map<NodeId, Place> current = places(now);
    List<NodeChange> added = new ArrayList<>();
    List<NodeChange> removed = new ArrayList<>();
    List<NodeChange> moved = new ArrayList<>();
    List<NodeChange> reworded = new ArrayList<>();
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
    });
    old.forEach((id, place) -> {
      if (!current.containsKey(id)) {
        removed.add(new NodeChange(id, place.node().title(), null));
      }
    });
    return new RoadmapChanges(added, removed, moved, reworded);
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
