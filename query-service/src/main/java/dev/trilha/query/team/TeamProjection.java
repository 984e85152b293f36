package dev.trilha.query.team;

import dev.trilha.query.inbox.Batch;
import dev.trilha.query.inbox.Projection;
import dev.trilha.query.team.TeamFold.Membership;
import dev.trilha.schemas.TeamEvent;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps teams and their members. Who left stays as a row, so that an old joining cannot come back.
 */
class TeamProjection implements Projection {
  private final JdbcClient jdbc;

  TeamProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Topic topic() {
    return Topic.TEAM;
  }

  @Override
  public int project(Batch batch) {
    Map<String, List<RecordedEvent>> byTeam = new LinkedHashMap<>();
    for (RecordedEvent recorded : batch.events()) {
      if (recorded.event() instanceof TeamEvent event) {
        byTeam.computeIfAbsent(event.teamId().value(), _ -> new ArrayList<>()).add(recorded);
      }
    }
    if (byTeam.isEmpty()) {
      return 0;
    }
    Map<String, Long> seen = sequences(byTeam.keySet().toArray(String[]::new));
    Map<String, TeamFold> folds = new LinkedHashMap<>();
    int news = 0;
    for (var entry : byTeam.entrySet()) {
      long last = seen.getOrDefault(entry.getKey(), TeamFold.NEVER);
      for (RecordedEvent recorded : entry.getValue()) {
        if (recorded.sequence() > last && recorded.event() instanceof TeamEvent event) {
          folds.computeIfAbsent(entry.getKey(), TeamFold::new).add(recorded, event);
          last = recorded.sequence();
          news++;
        }
      }
    }
    if (!folds.isEmpty()) {
      write(List.copyOf(folds.values()));
    }
    return news;
  }

  private Map<String, Long> sequences(String[] teams) {
    Map<String, Long> sequences = new HashMap<>();
    jdbc.sql("SELECT team_id, sequence FROM team WHERE team_id = ANY (?)")
        .param(teams)
        .query(row -> {
          sequences.put(row.getString("team_id"), row.getLong("sequence"));
        });
    return sequences;
  }

  private void write(List<TeamFold> folds) {
    jdbc.sql(
            """
            MERGE INTO team AS known
            USING unnest(?::text[], ?::text[], ?::bigint[], ?::boolean[], ?::timestamptz[])
              AS news (team_id, name, sequence, disbanded, changed_at)
            ON known.team_id = news.team_id
            WHEN MATCHED AND news.sequence > known.sequence THEN UPDATE
              SET name = coalesce(news.name, known.name), sequence = news.sequence,
                disbanded = coalesce(news.disbanded, known.disbanded), changed_at = news.changed_at
            WHEN NOT MATCHED THEN INSERT (team_id, name, sequence, disbanded, changed_at)
              VALUES (news.team_id, coalesce(news.name, news.team_id), news.sequence,
                coalesce(news.disbanded, false), news.changed_at)
            """)
        .params(
            column(folds, TeamFold::teamId, String[]::new),
            column(folds, TeamFold::name, String[]::new),
            column(folds, TeamFold::sequence, Long[]::new),
            column(folds, TeamFold::disbanded, Boolean[]::new),
            column(folds, fold -> fold.changedAt().toString(), String[]::new))
        .update();
    List<Membership> memberships =
        folds.stream().flatMap(fold -> fold.memberships().values().stream()).toList();
    if (!memberships.isEmpty()) {
      jdbc.sql(
              """
              INSERT INTO team_member AS known (team_id, learner_id, sequence, member, joined_at)
              SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::boolean[], ?::timestamptz[])
              ON CONFLICT (team_id, learner_id) DO UPDATE
              SET sequence = excluded.sequence, member = excluded.member, joined_at = excluded.joined_at
              WHERE excluded.sequence > known.sequence
              """)
          .params(
              column(memberships, Membership::teamId, String[]::new),
              column(memberships, Membership::learnerId, String[]::new),
              column(memberships, Membership::sequence, Long[]::new),
              column(memberships, Membership::member, Boolean[]::new),
              column(memberships, row -> row.since().toString(), String[]::new))
          .update();
    }
    // After them: who joined and was there to the end keeps the moment of joining.
    List<TeamFold> ended =
        folds.stream().filter(fold -> fold.disbandedAt() != TeamFold.NEVER).toList();
    if (!ended.isEmpty()) {
      jdbc.sql(
              """
              UPDATE team_member AS known SET member = false, sequence = news.sequence
              FROM unnest(?::text[], ?::bigint[]) AS news (team_id, sequence)
              WHERE known.team_id = news.team_id AND news.sequence > known.sequence
              """)
          .params(
              column(ended, TeamFold::teamId, String[]::new),
              column(ended, TeamFold::disbandedAt, Long[]::new))
          .update();
    }
  }

  private static <R, T extends @Nullable Object> T[] column(
      List<R> rows, Function<R, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
