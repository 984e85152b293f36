package dev.trilha.notification.digest;

import dev.trilha.notification.announcement.WeeklyDigest;
import dev.trilha.notification.announcement.WeeklyDigest.Finish;
import dev.trilha.notification.announcement.WeeklyDigest.Planned;
import dev.trilha.notification.announcement.WeeklyDigest.Streak;
import dev.trilha.notification.announcement.WeeklyDigest.Stuck;
import dev.trilha.notification.team.Teams;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened in a team's week; days are those of the team's clock. */
final class DigestFacts {
  /** Of each list; who reads more reads a board. */
  private static final int MOST = 10;

  private static final int SHORTEST_STREAK = 3;
  private static final Duration FORGOTTEN = Duration.ofDays(180);

  private final JdbcClient jdbc;
  private final Teams teams;
  private final Duration stuckAfter;

  DigestFacts(JdbcClient jdbc, Teams teams, Duration stuckAfter) {
    this.jdbc = jdbc;
    this.teams = teams;
    this.stuckAfter = stuckAfter;
  }

  /** A week of a team. */
  private record Week(List<String> members, List<String> named, LocalDate monday, ZoneId zone) {
    Timestamp begin() {
      return at(monday);
    }

    Timestamp end() {
      return at(monday.plusWeeks(1));
    }

    Timestamp before() {
      return at(monday.minusWeeks(1));
    }

    LocalDate lastDay() {
      return monday.plusDays(6);
    }

    private Timestamp at(LocalDate day) {
      return Timestamp.from(day.atStartOfDay(zone).toInstant());
    }
  }

  WeeklyDigest of(TeamId team, LocalDate monday, ZoneId zone) {
    List<String> members = teams.members(team).stream().map(LearnerId::value).toList();
    var week = new Week(members, named(members), monday, zone);
    return new WeeklyDigest(
        team,
        teams.name(team).orElse(team.value()),
        monday,
        leaves(members, week.begin(), week.end()),
        leaves(members, week.before(), week.begin()),
        active(week),
        members.size(),
        finishes(week),
        finishesInAll(week),
        streaks(week),
        stuck(week),
        plans(week));
  }

  /** Those whom lists may name: who is on no leaderboard is in no list here either. */
  private List<String> named(List<String> members) {
    return jdbc.sql(
            "select learner_id from learner where learner_id = any(?) and not leaderboard_opt_out")
        .param(array(members))
        .query((row, _) -> new LearnerId(row.getString("learner_id")).value())
        .list();
  }

  private int leaves(List<String> members, Timestamp from, Timestamp to) {
    return jdbc.sql(
            """
            select count(*) from completed_leaf
            where done and learner_id = any(:members) and at >= :from and at < :to
            """)
        .param("members", array(members))
        .param("from", from)
        .param("to", to)
        .query(Integer.class)
        .single();
  }

  private int active(Week week) {
    return jdbc.sql(
            """
            select count(distinct learner_id) from completed_leaf
            where done and learner_id = any(:members) and at >= :from and at < :to
            """)
        .param("members", array(week.members()))
        .param("from", week.begin())
        .param("to", week.end())
        .query(Integer.class)
        .single();
  }

  private static final String FINISHES =
      """
      from (
        select learner_id, roadmap_id, title as tier_title, completed_at from enrollment_section
        where title is not null and by_learner
        union all
        select learner_id, roadmap_id, null, completed_at from enrollment where by_learner) f
      join enrollment e using (learner_id, roadmap_id)
      left join roadmap_version v on v.roadmap_id = e.roadmap_id and v.version = e.roadmap_version
      where f.learner_id = any(:named) and f.completed_at >= :from and f.completed_at < :to
      """;

  private List<Finish> finishes(Week week) {
    return jdbc.sql(
            "select f.learner_id, f.tier_title, coalesce(v.title, f.roadmap_id) as roadmap_title "
                + FINISHES
                + " order by f.completed_at, f.tier_title nulls last limit :most")
        .param("named", array(week.named()))
        .param("from", week.begin())
        .param("to", week.end())
        .param("most", MOST)
        .query((row, _) ->
            new Finish(
                new LearnerId(row.getString("learner_id")),
                row.getString("tier_title"),
                row.getString("roadmap_title")))
        .list();
  }

  private int finishesInAll(Week week) {
    return jdbc.sql("select count(*) " + FINISHES)
        .param("named", array(week.named()))
        .param("from", week.begin())
        .param("to", week.end())
        .query(Integer.class)
        .single();
  }

  /** A streak may miss the week's last day, as today's is not lost before today is over. */
  private List<Streak> streaks(Week week) {
    return jdbc.sql(
            """
            with days as (
              select distinct learner_id, (at at time zone :zone)::date as day from completed_leaf
              where done and learner_id = any(:named) and at < :to),
            runs as (
              select learner_id, day,
                day + (row_number() over (partition by learner_id order by day desc))::int as run
              from days)
            select learner_id, count(*) as days from runs group by learner_id, run
            having max(day) >= cast(:lastDay as date) - 1 and count(*) >= :shortest
            order by days desc, learner_id limit :most
            """)
        .param("zone", week.zone().getId())
        .param("named", array(week.named()))
        .param("to", week.end())
        .param("lastDay", week.lastDay())
        .param("shortest", SHORTEST_STREAK)
        .param("most", MOST)
        .query(
            (row, _) -> new Streak(new LearnerId(row.getString("learner_id")), row.getInt("days")))
        .list();
  }

  /** By the newest thing that somebody completed anywhere; those who agreed, and not for ever. */
  private List<Stuck> stuck(Week week) {
    Instant end = week.end().toInstant();
    return jdbc.sql(
            """
            select * from (
              select distinct on (e.learner_id) e.learner_id, coalesce(v.title, e.roadmap_id) as roadmap_title,
                e.last_at, e.completed_at
              from enrollment e
                join digest_consent c on c.learner_id = e.learner_id
                left join roadmap_version v on v.roadmap_id = e.roadmap_id and v.version = e.roadmap_version
              where e.learner_id = any(:named) and e.last_at is not null
              order by e.learner_id, e.last_at desc) newest
            where completed_at is null and last_at < :stuckBefore and last_at >= :forgottenBefore
            order by last_at desc, learner_id limit :most
            """)
        .param("named", array(week.named()))
        .param("stuckBefore", Timestamp.from(end.minus(stuckAfter)))
        .param("forgottenBefore", Timestamp.from(end.minus(FORGOTTEN)))
        .param("most", MOST)
        .query((row, _) ->
            new Stuck(
                new LearnerId(row.getString("learner_id")),
                row.getString("roadmap_title"),
                (int) Duration.between(row.getTimestamp("last_at").toInstant(), end).toDays()))
        .list();
  }

  /**
   * All of the rows of a plan that are over, and of the row that is on as large a part as its days
   * that have come; as the progress of a learner is reckoned elsewhere.
   */
  private List<Planned> plans(Week week) {
    return jdbc.sql(
            """
            with nodes as (
              select e.learner_id, e.roadmap_id, e.roadmap_version, e.plan_start, p.from_week, p.to_week,
                case when s.section_id is null then p.total else s.total - s.skipped end as applicable,
                coalesce(s.done, case when l.done then p.total end, 0) as done
              from enrollment e
                join planned_node p on p.roadmap_id = e.roadmap_id and p.version = e.roadmap_version
                left join enrollment_section s on s.learner_id = e.learner_id and s.roadmap_id = e.roadmap_id
                  and s.section_id = p.node_id
                left join completed_leaf l on l.learner_id = e.learner_id and l.roadmap_id = e.roadmap_id
                  and l.item_id = p.node_id
              where e.learner_id = any(:named) and e.plan_start is not null and e.completed_at is null),
            plan_rows as (
              select learner_id, roadmap_id, roadmap_version, sum(applicable) as applicable, sum(done) as done,
                (to_week - from_week + 1) * 7 as days,
                greatest(0, least((to_week - from_week + 1) * 7,
                  cast(:lastDay as date) - plan_start + 1 - (from_week - 1) * 7)) as elapsed
              from nodes group by learner_id, roadmap_id, roadmap_version, plan_start, from_week, to_week)
            select r.learner_id, coalesce(v.title, r.roadmap_id) as roadmap_title,
              sum(floor(r.applicable * r.elapsed / r.days))::int as planned, sum(r.done)::int as done
            from plan_rows r
              left join roadmap_version v on v.roadmap_id = r.roadmap_id and v.version = r.roadmap_version
            group by r.learner_id, r.roadmap_id, v.title
            having sum(floor(r.applicable * r.elapsed / r.days)) > 0
            order by r.learner_id, r.roadmap_id limit :most
            """)
        .param("named", array(week.named()))
        .param("lastDay", week.lastDay())
        .param("most", MOST)
        .query((row, _) ->
            new Planned(
                new LearnerId(row.getString("learner_id")),
                row.getString("roadmap_title"),
                row.getInt("planned"),
                row.getInt("done")))
        .list();
  }

  private static String[] array(List<String> ids) {
    return ids.toArray(String[]::new);
  }
}
