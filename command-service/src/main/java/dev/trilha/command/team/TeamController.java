package dev.trilha.command.team;

import dev.trilha.command.eventstore.Commands;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.team.TeamCommand.DisbandTeam;
import dev.trilha.command.team.TeamCommand.FormTeam;
import dev.trilha.command.team.TeamCommand.JoinTeam;
import dev.trilha.command.team.TeamCommand.LeaveTeam;
import dev.trilha.command.team.TeamCommand.Result;
import dev.trilha.command.version.IfMatch;
import dev.trilha.command.version.Versioned;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import java.util.function.Function;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Teams and their members. */
@RestController
@RequestMapping(path = "/v1/teams/{teamId}", produces = MediaType.APPLICATION_JSON_VALUE)
class TeamController {
  private static final int LONGEST_NAME = 100;

  private final Commands commands;

  TeamController(Commands commands) {
    this.commands = commands;
  }

  /**
   * @param name 1 to 100 characters
   */
  record TeamRequest(@Nullable String name) {
    TeamRequest {
      if (name == null || name.isBlank()) {
        throw Refusal.Invalid.malformed("name", "is required");
      }
      if (name.length() > LONGEST_NAME) {
        throw Refusal.Invalid.unacceptable(
            "name", "has at most %d characters".formatted(LONGEST_NAME));
      }
    }
  }

  @PutMapping
  Versioned<Result> form(
      @PathVariable TeamId teamId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody TeamRequest request) {
    String name = String.valueOf(request.name()).strip();
    return send(
        tag -> new FormTeam(new StreamId.OfTeam(teamId), name, tag.version()), ifMatch, teamId);
  }

  @DeleteMapping
  Versioned<Result> disband(
      @PathVariable TeamId teamId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return send(
        tag -> new DisbandTeam(new StreamId.OfTeam(teamId), tag.version()), ifMatch, teamId);
  }

  @PutMapping("/members/{learnerId}")
  Versioned<Result> join(
      @PathVariable TeamId teamId,
      @PathVariable LearnerId learnerId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return send(
        tag -> new JoinTeam(new StreamId.OfTeam(teamId), learnerId, tag.version()),
        ifMatch,
        teamId);
  }

  @DeleteMapping("/members/{learnerId}")
  Versioned<Result> leave(
      @PathVariable TeamId teamId,
      @PathVariable LearnerId learnerId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return send(
        tag -> new LeaveTeam(new StreamId.OfTeam(teamId), learnerId, tag.version()),
        ifMatch,
        teamId);
  }

  private Versioned<Result> send(
      Function<IfMatch.Tag, TeamCommand> command, @Nullable String ifMatch, TeamId teamId) {
    try {
      Result result = IfMatch.of(ifMatch).carryOut(tag -> commands.send(command.apply(tag)));
      return Versioned.of(result.version(), result);
    } catch (AggregateNotFoundException neverFormed) {
      throw new Refusal.NotFound(ProblemType.UNKNOWN_TEAM, "team " + teamId);
    }
  }
}
