package dev.trilha.command.enrollment;

import dev.trilha.command.eventstore.Command;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Begin a roadmap, or move to another version of it.
 *
 * @param roadmapVersion the version to be on; without it a new enrollment takes the newest, and an
 *     old one stays where it is
 * @param expectedVersion refuse when the stream is at another version
 * @param at when the learner asked
 * @param startDate the first day of the plan; without it that stays as it is
 */
record Enroll(
    @TargetAggregateIdentifier StreamId.OfEnrollment stream,
    @Nullable Integer roadmapVersion,
    @Nullable Long expectedVersion,
    Instant at,
    @Nullable LocalDate startDate)
    implements Command<Enroll.Result> {

  /**
   * @param version how many events the stream has now
   */
  record Result(boolean changed, long version, int roadmapVersion) {}
}
