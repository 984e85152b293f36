package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which node of a new version is which of the version before, so that it keeps its id and with it
 * everybody's ticks. In this order, surest first:
 *
 * <ol>
 *   <li>what a mark says;
 *   <li>the same words under the same parent;
 *   <li>a renamed section: like by {@value #ALIKE} in its title, or with {@value #SHARED} of its
 *       children in common;
 *   <li>a moved node: the same words elsewhere, when there is no doubt which;
 *   <li>a reworded node under the same parent, like by {@value #ALIKE}, the best match first.
 * </ol>
 *
 * <p>Below that nothing is guessed: the old node counts as removed, the new one as added.
 */
final class Succession {
  /** Of {@link Likeness}. */
  private static final double ALIKE = 0.5;

  /** Of the children of the larger of two sections. */
  private static final double SHARED = 0.5;

  /** Where a parent has more pairs to compare, only nodes near each other are compared. */
  private static final int MOST_PAIRS = 40_000;

  private static final int NEAR = 20;

  private record Candidate(Entry<Draft> now, Entry<NodeId> before, double likeness, int apart) {
    static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingDouble(Candidate::likeness)
            .reversed()
            .thenComparingInt(Candidate::apart);
  }

  private final List<Entry<Draft>> now = new ArrayList<>();
  private final List<Entry<NodeId>> before = new ArrayList<>();
  private final Map<Entry<Draft>, Entry<NodeId>> matches = new LinkedHashMap<>();
  private final Set<Entry<NodeId>> taken = new HashSet<>();

  /** Their marks say which they are, and no node was that before. */
  private final Set<Entry<Draft>> arrivedKnown = new HashSet<>();

  /** Matched, but what is below them was not looked at yet. */
  private final Deque<Entry<Draft>> open = new ArrayDeque<>();

  private Succession(List<Draft> roots, List<RoadmapNode> old) {
    Draft document = new Draft(NodeKind.NOTE, "", 0);
    Entry<Draft> top = new Entry<>(document, document.kind, document.title, null);
    Entry<NodeId> oldTop = new Entry<>(new NodeId("document"), document.kind, document.title, null);
    roots.forEach(root -> add(root, top));
    old.forEach(root -> add(root, oldTop));
    match(top, oldTop);
    matchMarked();
  }

  /**
   * @return the ids that nodes keep; the other nodes are new
   */
  static Map<Draft, NodeId> of(List<Draft> roots, List<RoadmapNode> before) {
    Succession succession = new Succession(roots, before);
    succession.followSections();
    succession.findMoved();
    succession.findReworded();
    return succession.kept();
  }

  private void add(Draft draft, Entry<Draft> parent) {
    Entry<Draft> entry = new Entry<>(draft, draft.kind, draft.title, parent);
    now.add(entry);
    draft.children.forEach(child -> add(child, draft.kind == NodeKind.GROUP ? parent : entry));
  }

  private void add(RoadmapNode node, Entry<NodeId> parent) {
    Entry<NodeId> entry = new Entry<>(node.id(), node.kind(), node.title(), parent);
    before.add(entry);
    node.children().forEach(child -> add(child, node.kind() == NodeKind.GROUP ? parent : entry));
  }

  private void matchMarked() {
    Map<NodeId, Entry<NodeId>> byId = new HashMap<>();
    before.forEach(old -> byId.put(old.node, old));
    for (Entry<Draft> entry : now) {
      Entry<NodeId> old = entry.node.id == null ? null : byId.get(entry.node.id);
      if (old != null) {
        match(entry, old);
      } else if (entry.node.id != null) {
        arrivedKnown.add(entry);
      }
    }
  }

  private void match(Entry<Draft> current, Entry<NodeId> old) {
    matches.put(current, old);
    taken.add(old);
    open.add(current);
  }

  /** Goes down from what is matched: the same words first, then renamed sections. */
  private void followSections() {
    while (!open.isEmpty()) {
      Entry<Draft> current = open.remove();
      Entry<NodeId> old = matchOf(current);
      matchSameWords(current.children, old.children);
      matchBest(renamed(current, old));
    }
  }

  private void matchSameWords(List<Entry<Draft>> current, List<Entry<NodeId>> old) {
    Map<Entry.Key, Deque<Entry<NodeId>>> byKey = freeByKey(old);
    for (Entry<Draft> entry : current) {
      Deque<Entry<NodeId>> same = byKey.get(entry.key);
      if (isFree(entry) && same != null && !same.isEmpty()) {
        match(entry, same.remove());
      }
    }
  }

  private List<Candidate> renamed(Entry<Draft> current, Entry<NodeId> old) {
    List<Candidate> candidates = new ArrayList<>();
    for (Candidate pair : pairs(current, old, Entry.Sort.SECTION)) {
      double likeness =
          Math.max(
              atLeast(ALIKE, pair.likeness()),
              atLeast(SHARED, childrenInCommon(pair.now(), pair.before())));
      if (likeness > 0) {
        candidates.add(new Candidate(pair.now(), pair.before(), likeness, pair.apart()));
      }
    }
    return candidates;
  }

  private static double atLeast(double threshold, double likeness) {
    return likeness >= threshold ? likeness : 0;
  }

  private static double childrenInCommon(Entry<Draft> current, Entry<NodeId> old) {
    int larger = Math.max(current.children.size(), old.children.size());
    if (larger == 0) {
      return 0;
    }
    Map<Entry.Key, Integer> keys = new HashMap<>();
    old.children.forEach(child -> keys.merge(child.key, 1, Integer::sum));
    int shared = 0;
    for (Entry<Draft> child : current.children) {
      shared += keys.merge(child.key, -1, Integer::sum) >= 0 ? 1 : 0;
    }
    return (double) shared / larger;
  }

  /** The same words elsewhere; where several have them, only if as many left as arrived. */
  private void findMoved() {
    Map<Entry.Key, Deque<Entry<NodeId>>> left = freeByKey(before);
    Map<Entry.Key, List<Entry<Draft>>> arrived = new LinkedHashMap<>();
    for (Entry<Draft> entry : now) {
      if (isFree(entry) && left.containsKey(entry.key)) {
        arrived.computeIfAbsent(entry.key, key -> new ArrayList<>()).add(entry);
      }
    }
    arrived.forEach((key, entries) -> {
      Deque<Entry<NodeId>> same = left.getOrDefault(key, new ArrayDeque<>());
      same.removeIf(old -> !isFree(old));
      entries.removeIf(entry -> !isFree(entry));
      if (entries.size() == same.size()) {
        entries.forEach(entry -> match(entry, same.remove()));
        followSections();
      }
    });
  }

  private void findReworded() {
    // A queue and no recursion: a document may have thousands of them below one parent.
    Deque<Entry<Draft>> parents = new ArrayDeque<>(matches.keySet());
    while (!parents.isEmpty()) {
      Entry<Draft> parent = parents.remove();
      for (Entry.Sort sort : Entry.Sort.values()) {
        matchBest(
            pairs(parent, matchOf(parent), sort).stream()
                .filter(pair -> pair.likeness() >= ALIKE)
                .toList());
      }
      // What hung on a reworded item is the same as before, and may be reworded, too.
      while (!open.isEmpty()) {
        Entry<Draft> child = open.remove();
        matchSameWords(child.children, matchOf(child).children);
        parents.add(child);
      }
    }
  }

  private void matchBest(List<Candidate> candidates) {
    for (Candidate candidate : candidates.stream().sorted(Candidate.BEST_FIRST).toList()) {
      if (isFree(candidate.now()) && isFree(candidate.before())) {
        match(candidate.now(), candidate.before());
      }
    }
  }

  private List<Candidate> pairs(Entry<Draft> current, Entry<NodeId> old, Entry.Sort sort) {
    List<Entry<Draft>> arrived = freeChildren(current, sort);
    List<Entry<NodeId>> left = freeChildren(old, sort);
    int reach = (long) arrived.size() * left.size() > MOST_PAIRS ? NEAR : Integer.MAX_VALUE;
    List<Candidate> pairs = new ArrayList<>();
    for (int i = 0; i < arrived.size(); i++) {
      int from = reach == Integer.MAX_VALUE ? 0 : Math.max(0, i - reach);
      int to = reach == Integer.MAX_VALUE ? left.size() : Math.min(left.size(), i + reach + 1);
      for (int j = from; j < to; j++) {
        double likeness = arrived.get(i).likeness().to(left.get(j).likeness());
        pairs.add(new Candidate(arrived.get(i), left.get(j), likeness, Math.abs(i - j)));
      }
    }
    return pairs;
  }

  private <T> Map<Entry.Key, Deque<Entry<T>>> freeByKey(List<Entry<T>> entries) {
    Map<Entry.Key, Deque<Entry<T>>> byKey = new HashMap<>();
    for (Entry<T> entry : entries) {
      if (isFree(entry)) {
        byKey.computeIfAbsent(entry.key, key -> new ArrayDeque<>()).add(entry);
      }
    }
    return byKey;
  }

  private <T> List<Entry<T>> freeChildren(Entry<T> parent, Entry.Sort sort) {
    return parent.children.stream()
        .filter(child -> isFree(child) && child.key.sort() == sort)
        .toList();
  }

  private boolean isFree(Entry<?> entry) {
    return !matches.containsKey(entry) && !taken.contains(entry) && !arrivedKnown.contains(entry);
  }

  private Entry<NodeId> matchOf(Entry<Draft> entry) {
    return Objects.requireNonNull(matches.get(entry), "only asked for what is matched");
  }

  private Map<Draft, NodeId> kept() {
    Map<Draft, NodeId> kept = new HashMap<>();
    now.stream()
        .filter(matches::containsKey)
        .forEach(entry -> kept.put(entry.node, matchOf(entry).node));
    arrivedKnown.forEach(entry -> kept.put(entry.node, Objects.requireNonNull(entry.node.id)));
    return kept;
  }
}
