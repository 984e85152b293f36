package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.RoadmapChanges.Place;
import dev.trilha.schemas.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Tells which nodes stand in another order than before, among those that hang where they hung. */
final class Order {
  private Order() {}

  /**
   * @param old in the document's order, as {@code current}
   * @return the fewest nodes whose move explains the order
   */
  static List<NodeChange> changes(Map<NodeId, Place> old, Map<NodeId, Place> current) {
    Map<NodeId, Integer> former = new HashMap<>();
    old.keySet().forEach(id -> former.put(id, former.size()));
    Map<Optional<NodeId>, List<NodeId>> families = new LinkedHashMap<>();
    current.forEach((id, place) -> {
      Place was = old.get(id);
      if (was != null && Objects.equals(was.parent(), place.parent())) {
        families
            .computeIfAbsent(Optional.ofNullable(place.parent()), _ -> new ArrayList<>())
            .add(id);
      }
    });
    Set<NodeId> stay = new HashSet<>();
    families.values().forEach(family -> stay.addAll(longestInOrder(family, former)));
    List<NodeChange> changes = new ArrayList<>();
    families
        .values()
        .forEach(family ->
            family.stream()
                .filter(id -> !stay.contains(id))
                .map(id ->
                    new NodeChange(
                        id, Objects.requireNonNull(current.get(id)).node().title(), null))
                .forEach(changes::add));
    return changes;
  }

  /** The longest of the sequences whose former places rise. */
  private static List<NodeId> longestInOrder(List<NodeId> family, Map<NodeId, Integer> former) {
    int[] places = family.stream().mapToInt(id -> former.getOrDefault(id, 0)).toArray();
    // Where the best sequence of each length ends, and what stands before each of its members.
    int[] ends = new int[places.length];
    int[] before = new int[places.length];
    int longest = 0;
    for (int i = 0; i < places.length; i++) {
      int low = 0;
      int high = longest;
      while (low < high) {
        int middle = (low + high) / 2;
        if (places[ends[middle]] < places[i]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[i] = low == 0 ? -1 : ends[low - 1];
      ends[low] = i;
      longest = Math.max(longest, low + 1);
    }
    List<NodeId> inOrder = new ArrayList<>();
    for (int i = longest == 0 ? -1 : ends[longest - 1]; i >= 0; i = before[i]) {
      inOrder.add(family.get(i));
    }
    return inOrder;
  }
}
