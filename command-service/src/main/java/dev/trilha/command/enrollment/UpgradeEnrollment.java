package dev.trilha.command.enrollment;

import dev.trilha.command.eventstore.Command;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Move to a version of the roadmap, unless the enrollment is on it or beyond it. Answers whether it
 * moved.
 */
record UpgradeEnrollment(
    @TargetAggregateIdentifier StreamId.OfEnrollment stream, int roadmapVersion, Instant at)
    implements Command<Boolean> {}
