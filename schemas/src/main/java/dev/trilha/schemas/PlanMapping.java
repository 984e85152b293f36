package dev.trilha.schemas;

import java.util.List;

/**
 * What a row of a plan is about.
 *
 * @param id the plan row
 * @param topics sections and items, none twice
 */
public record PlanMapping(NodeId id, List<NodeId> topics) {
  public PlanMapping {
    topics = List.copyOf(topics);
  }
}
