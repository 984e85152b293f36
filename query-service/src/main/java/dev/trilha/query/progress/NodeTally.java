package dev.trilha.query.progress;

import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.RoadmapNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a learner is below one node, and since when.
 *
 * @param completedAt when the last thing that it took was done; absent while something is open
 */
record NodeTally(int done, int skipped, int total, @Nullable Instant completedAt) {
  private static final NodeTally NOTHING = new NodeTally(0, 0, 0, null);

  /**
   * @param items by id
   */
  static NodeTally of(RoadmapNode node, Map<String, StoredItem> items) {
    if (node.leaf()) {
      return ofLeaf(items.get(node.id().value()));
    }
    List<NodeTally> children =
        node.children().stream()
            .map(child -> of(child, items))
            .filter(child -> child.total > 0)
            .toList();
    return switch (node.rule()) {
      case null -> NOTHING;
      case CompletionRule.All() -> all(children);
      case CompletionRule.Any(int n) -> any(n, children);
    };
  }

  /** Of several nodes, none of them below another. */
  static NodeTally all(List<NodeTally> parts) {
    int done = 0;
    int skipped = 0;
    int total = 0;
    Instant last = null;
    for (NodeTally part : parts) {
      done += part.done;
      skipped += part.skipped;
      total += part.total;
      last = later(last, part.completedAt);
    }
    return new NodeTally(done, skipped, total, isOpen(done, skipped, total) ? null : last);
  }

  private static NodeTally any(int n, List<NodeTally> children) {
    int total = Math.min(n, children.size());
    List<Instant> complete = new ArrayList<>();
    int outOfReach = 0;
    for (NodeTally child : children) {
      if (!isOpen(child.done, child.skipped, child.total) && child.completedAt != null) {
        complete.add(child.completedAt);
      } else if (child.skipped == child.total) {
        outOfReach++;
      }
    }
    complete.sort(null);
    int done = Math.min(total, complete.size());
    int skipped = Math.max(0, total - (children.size() - outOfReach));
    return new NodeTally(
        done, skipped, total, isOpen(done, skipped, total) ? null : complete.get(done - 1));
  }

  private static NodeTally ofLeaf(@Nullable StoredItem item) {
    if (item == null) {
      return new NodeTally(0, 0, 1, null);
    }
    boolean done = item.status().equals(ItemStatus.DONE.wireName());
    boolean skipped = item.status().equals(ItemStatus.SKIPPED.wireName());
    return new NodeTally(done ? 1 : 0, skipped ? 1 : 0, 1, done || skipped ? item.at() : null);
  }

  /** What was skipped whole is no achievement, and so stays open. */
  private static boolean isOpen(int done, int skipped, int total) {
    return done == 0 || done + skipped < total;
  }

  boolean isComplete() {
    return !isOpen(done, skipped, total);
  }

  /** How many leaves are to be done. */
  int due() {
    return total - skipped;
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
