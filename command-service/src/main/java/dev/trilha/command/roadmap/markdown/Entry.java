package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of either version, seen as its author sees it: what it is, what it is called, what it
 * stands under. A label over some items is no level of its own, as in the ids.
 *
 * @param <T> the node itself
 */
final class Entry<T> {
  /** Kinds that may take each other's place: a topic that became a subtopic is still the same. */
  enum Sort {
    SECTION,
    LABEL,
    ITEM,
    NOTE,
    RESOURCE,
    CHALLENGE,
    PLAN,
    PLAN_ROW;

    static Sort of(NodeKind kind) {
      return switch (kind) {
        case TIER, TOPIC, SUBTOPIC, SELF_ASSESSMENT -> SECTION;
        case GROUP -> LABEL;
        case ITEM -> ITEM;
        case NOTE, ANNOTATION, REFERENCE_TABLE, PREREQUISITE_CHAIN -> NOTE;
        case RESOURCE -> RESOURCE;
        case CHALLENGE -> CHALLENGE;
        case PLAN -> PLAN;
        case PLAN_ROW -> PLAN_ROW;
      };
    }
  }

  /** What is the same in two versions when nothing was reworded. */
  record Key(Sort sort, String identity) {}

  final T node;
  final Key key;
  final List<Entry<T>> children = new ArrayList<>();
  private @Nullable Likeness likeness;

  Entry(T node, NodeKind kind, String title, @Nullable Entry<T> parent) {
    this.node = node;
    this.key = new Key(Sort.of(kind), Folding.identity(title));
    if (parent != null) {
      parent.children.add(this);
    }
  }

  Likeness likeness() {
    Likeness known = likeness;
    if (known == null) {
      known = Likeness.of(key.identity());
      likeness = known;
    }
    return known;
  }
}
