package dev.trilha.notification.team;

import dev.trilha.notification.inbox.EventHandler;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamEvent.TeamRenamed;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The teams and who is in them, a little behind command-service. */
public final class Teams implements EventHandler {
  private final JdbcClient jdbc;

  Teams(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public boolean exists(TeamId team) {
    return jdbc.sql("select count(*) from team where team_id = ?")
            .param(team.value())
            .query(Long.class)
            .single()
        > 0;
  }

  public Optional<String> name(TeamId team) {
    return jdbc.sql("select name from team where team_id = ?")
        .param(team.value())
        .query(String.class)
        .optional();
  }

  public List<LearnerId> members(TeamId team) {
    return jdbc.sql("select learner_id from team_member where team_id = ? order by learner_id")
        .param(team.value())
        .query((row, _) -> new LearnerId(row.getString("learner_id")))
        .list();
  }

  public List<TeamId> of(LearnerId learner) {
    return jdbc.sql("select team_id from team_member where learner_id = ? order by team_id")
        .param(learner.value())
        .query((row, _) -> new TeamId(row.getString("team_id")))
        .list();
  }

  @Override
  public Set<EventType> types() {
    return Set.of(
        EventType.TEAM_FORMED,
        EventType.TEAM_RENAMED,
        EventType.MEMBER_JOINED,
        EventType.MEMBER_LEFT,
        EventType.TEAM_DISBANDED);
  }

  @Override
  public void on(RecordedEvent recorded) {
    switch (recorded.event()) {
      case TeamFormed(TeamId team, String name) -> name(team, name);
      case TeamRenamed(TeamId team, String name) -> name(team, name);
      case MemberJoined(TeamId team, LearnerId learner) ->
          jdbc.sql(
                  "insert into team_member (team_id, learner_id) values (?, ?) on conflict do"
                      + " nothing")
              .params(team.value(), learner.value())
              .update();
      case MemberLeft(TeamId team, LearnerId learner) ->
          jdbc.sql("delete from team_member where team_id = ? and learner_id = ?")
              .params(team.value(), learner.value())
              .update();
      case TeamDisbanded(TeamId team) -> {
        jdbc.sql("delete from team_member where team_id = ?").param(team.value()).update();
        jdbc.sql("delete from team where team_id = ?").param(team.value()).update();
      }
      default ->
          throw new IllegalArgumentException("not asked for: " + recorded.event().getClass());
    }
  }

  private void name(TeamId team, String name) {
    jdbc.sql(
            "insert into team (team_id, name) values (?, ?) on conflict (team_id) do update set"
                + " name = excluded.name")
        .params(team.value(), name)
        .update();
  }
}
