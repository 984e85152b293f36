package dev.trilha.benchmark.guides;

import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * @param enrollment {@code learner/roadmap}
 */
record TickItem(@TargetAggregateIdentifier String enrollment, String itemId) {}
