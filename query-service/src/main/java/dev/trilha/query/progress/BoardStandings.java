package dev.trilha.query.progress;

import dev.trilha.query.progress.KeptCounts.Time;
import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is ranked on the boards of teams. Asked in a snapshot, it is all of one moment. Whoever
 * opted out or was erased is left out.
 */
public class BoardStandings {
  private final JdbcClient jdbc;
  private final Completions completions;
  private final KeptCounts counts;

  BoardStandings(JdbcClient jdbc, Completions completions, KeptCounts counts) {
    this.jdbc = jdbc;
    this.completions = completions;
    this.counts = counts;
  }

  /**
   * @param byLearner everybody who may be shown, {@link Standing#NONE} for who never enrolled
   * @param published whether a version of a roadmap is known that any of them is on
   */
  public record Standings(Map<String, Standing> byLearner, boolean published) {}

  /**
   * Everything that was ever done.
   *
   * @param roadmap absent for all roadmaps together
   */
  public Standings ever(Collection<String> learners, @Nullable RoadmapId roadmap) {
    Map<String, Standing> standings = new HashMap<>();
    List<Enrolled> enrolled = read(learners, roadmap, standings);
    return new Standings(standings, enrolled.stream().anyMatch(Enrolled::published));
  }

  /**
   * What was done in a time, of everything that applies.
   *
   * @param roadmap absent for all roadmaps together
   * @param from the first moment that counts
   * @param to the first moment that no longer counts
   */
  public Standings within(
      Collection<String> learners, @Nullable RoadmapId roadmap, Instant from, Instant to) {
    Map<String, Standing> standings = new HashMap<>();
    List<Enrolled> enrolled = read(learners, roadmap, standings);
    Map<String, Long> leaves = leaves(enrolled, new Time(from, to));
    standings.replaceAll((learner, ever) ->
        new Standing(leaves.getOrDefault(learner, 0L), ever.skipped(), ever.total()));
    return new Standings(standings, enrolled.stream().anyMatch(Enrolled::published));
  }

  private Map<String, Long> leaves(List<Enrolled> enrolled, Time time) {
    Map<String, Long> leaves = new HashMap<>();
    List<Enrolled> unknown = counts.add(enrolled, time, leaves);
    if (!unknown.isEmpty()) {
      Map<Enrolled, Long> counted = completions.counted(unknown, time);
      for (Enrolled one : unknown) {
        long count = counted.getOrDefault(one, 0L);
        counts.keep(one, time, count);
        leaves.merge(one.learnerId(), count, Long::sum);
      }
    }
    return leaves;
  }

  private List<Enrolled> read(
      Collection<String> learners, @Nullable RoadmapId roadmap, Map<String, Standing> standings) {
    List<Enrolled> enrolled = new ArrayList<>();
    var query =
        jdbc.sql(
                """
                SELECT who.learner_id, e.roadmap_id, e.roadmap_version, e.tableoid::bigint AS in_table, e.xmin::text::bigint AS written_by,
                  e.sequence, e.done, e.skipped, e.total, v.version IS NOT NULL AS published
                FROM unnest(:learners::text[]) AS who (learner_id)
                LEFT JOIN enrollment AS e ON e.learner_id = who.learner_id%s
                LEFT JOIN roadmap_version AS v ON v.roadmap_id = e.roadmap_id AND v.version = e.roadmap_version
                WHERE NOT EXISTS (SELECT FROM hidden_learner AS h WHERE h.learner_id = who.learner_id)
                """
                    .formatted(roadmap == null ? "" : " AND e.roadmap_id = :roadmap"))
            .param("learners", learners.toArray(String[]::new));
    if (roadmap != null) {
      query = query.param("roadmap", roadmap.value());
    }
    query.query(row -> {
      String learner = row.getString("learner_id");
      String on = row.getString("roadmap_id");
      if (on == null) {
        standings.put(learner, Standing.NONE);
        return;
      }
      var standing =
          new Standing(row.getLong("done"), row.getLong("skipped"), row.getLong("total"));
      standings.merge(learner, standing, Standing::plus);
      enrolled.add(
          new Enrolled(
              learner,
              on,
              row.getInt("roadmap_version"),
              new EnrollmentHead.Row(
                  row.getLong("in_table"), row.getLong("written_by"), row.getLong("sequence")),
              row.getBoolean("published"),
              standing));
    });
    return enrolled;
  }
}
