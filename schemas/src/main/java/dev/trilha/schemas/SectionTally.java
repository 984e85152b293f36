package dev.trilha.schemas;

/**
 * How far one node with children is.
 *
 * @param done leaves that count as done, at most {@code total - skipped}
 * @param skipped leaves that do not apply to this learner
 * @param total leaves that count
 */
public record SectionTally(NodeId id, int done, int skipped, int total) {}
