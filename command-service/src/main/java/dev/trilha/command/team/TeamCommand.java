package dev.trilha.command.team;

import dev.trilha.command.eventstore.Command;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.StreamId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a team. Each may be refused when the stream is at another version than
 * {@code expectedVersion}.
 */
sealed interface TeamCommand extends Command<TeamCommand.Result> {
  @Nullable Long expectedVersion();

  /** Form the team, or give it this name. */
  record FormTeam(
      @TargetAggregateIdentifier StreamId.OfTeam stream,
      String name,
      @Nullable Long expectedVersion)
      implements TeamCommand {}

  record DisbandTeam(
      @TargetAggregateIdentifier StreamId.OfTeam stream, @Nullable Long expectedVersion)
      implements TeamCommand {}

  record JoinTeam(
      @TargetAggregateIdentifier StreamId.OfTeam stream,
      LearnerId learnerId,
      @Nullable Long expectedVersion)
      implements TeamCommand {}

  record LeaveTeam(
      @TargetAggregateIdentifier StreamId.OfTeam stream,
      LearnerId learnerId,
      @Nullable Long expectedVersion)
      implements TeamCommand {}

  /**
   * @param version how many events the stream has now
   */
  record Result(boolean changed, long version) {}
}
