package dev.trilha.command.team;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import dev.trilha.command.problem.Refusal;
import dev.trilha.command.team.TeamCommand.DisbandTeam;
import dev.trilha.command.team.TeamCommand.FormTeam;
import dev.trilha.command.team.TeamCommand.JoinTeam;
import dev.trilha.command.team.TeamCommand.LeaveTeam;
import dev.trilha.command.team.TeamCommand.Result;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamEvent.TeamRenamed;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** Who is in a team. A disbanded team may be formed again, empty. */
class Team {
  static final int MOST_MEMBERS = 1_000;

  @AggregateIdentifier private @Nullable String id;
  private @Nullable String name;
  private final Set<LearnerId> members = new HashSet<>();

  Team() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  Result handle(FormTeam command) {
    requireVersion(command);
    TeamId teamId = command.stream().teamId();
    if (name == null) {
      return changed(new TeamFormed(teamId, command.name()));
    }
    return name.equals(command.name())
        ? unchanged()
        : changed(new TeamRenamed(teamId, command.name()));
  }

  @CommandHandler
  Result handle(DisbandTeam command) {
    requireVersion(command);
    return name == null ? unchanged() : changed(new TeamDisbanded(command.stream().teamId()));
  }

  @CommandHandler
  Result handle(JoinTeam command) {
    requireVersion(command);
    TeamId teamId = command.stream().teamId();
    if (name == null) {
      throw new Refusal.NotFound(ProblemType.UNKNOWN_TEAM, "team " + teamId);
    }
    if (members.contains(command.learnerId())) {
      return unchanged();
    }
    if (members.size() == MOST_MEMBERS) {
      throw Refusal.Invalid.unacceptable(
          "learnerId", "is one of at most %d members".formatted(MOST_MEMBERS));
    }
    return changed(new MemberJoined(teamId, command.learnerId()));
  }

  @CommandHandler
  Result handle(LeaveTeam command) {
    requireVersion(command);
    TeamId teamId = command.stream().teamId();
    if (name == null) {
      throw new Refusal.NotFound(ProblemType.UNKNOWN_TEAM, "team " + teamId);
    }
    return members.contains(command.learnerId())
        ? changed(new MemberLeft(teamId, command.learnerId()))
        : unchanged();
  }

  private Result changed(Object event) {
    apply(event);
    return new Result(true, version());
  }

  private Result unchanged() {
    return new Result(false, version());
  }

  private long version() {
    Long newest = id == null ? null : getVersion();
    return newest == null ? 0 : newest + 1;
  }

  private void requireVersion(TeamCommand command) {
    if (command.expectedVersion() != null && command.expectedVersion() != version()) {
      throw new Refusal.Stale(command.expectedVersion(), version());
    }
  }

  @EventSourcingHandler
  void on(TeamFormed event) {
    id = new StreamId.OfTeam(event.teamId()).toString();
    name = event.name();
  }

  @EventSourcingHandler
  void on(TeamRenamed event) {
    name = event.name();
  }

  @EventSourcingHandler
  void on(MemberJoined event) {
    members.add(event.learnerId());
  }

  @EventSourcingHandler
  void on(MemberLeft event) {
    members.remove(event.learnerId());
  }

  @EventSourcingHandler
  void on(TeamDisbanded event) {
    name = null;
    members.clear();
  }
}
