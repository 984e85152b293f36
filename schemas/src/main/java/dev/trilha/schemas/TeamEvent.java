package dev.trilha.schemas;

/** Everything that can happen to a team. */
public sealed interface TeamEvent extends DomainEvent {
  TeamId teamId();

  record TeamFormed(TeamId teamId, String name) implements TeamEvent {}

  record TeamRenamed(TeamId teamId, String name) implements TeamEvent {}

  record MemberJoined(TeamId teamId, LearnerId learnerId) implements TeamEvent {}

  record MemberLeft(TeamId teamId, LearnerId learnerId) implements TeamEvent {}

  /** The team is gone, and every membership with it. */
  record TeamDisbanded(TeamId teamId) implements TeamEvent {}
}
