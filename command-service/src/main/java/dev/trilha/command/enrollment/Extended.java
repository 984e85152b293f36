package dev.trilha.command.enrollment;

import dev.trilha.schemas.NodeId;
import java.util.HashSet;
import java.util.Set;

/**
 * What was finished until a new version of the roadmap asked for more of it: to finish that again
 * is catching up, and no news. Immutable.
 *
 * @param roadmap whether the whole roadmap was
 */
record Extended(Set<NodeId> tiers, boolean roadmap) {
  static final Extended NOTHING = new Extended(Set.of(), false);

  Extended {
    tiers = Set.copyOf(tiers);
  }

  Extended withTier(NodeId tier) {
    Set<NodeId> more = new HashSet<>(tiers);
    more.add(tier);
    return new Extended(more, roadmap);
  }

  Extended withoutTier(NodeId tier) {
    if (!tiers.contains(tier)) {
      return this;
    }
    Set<NodeId> fewer = new HashSet<>(tiers);
    fewer.remove(tier);
    return new Extended(fewer, roadmap);
  }

  Extended withRoadmap(boolean extended) {
    return roadmap == extended ? this : new Extended(tiers, extended);
  }
}
