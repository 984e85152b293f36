package dev.trilha.query.progress;

import dev.trilha.query.learner.Profiles;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.query.roadmap.PlannedTopics;
import dev.trilha.query.roadmap.RoadmapTree;
import dev.trilha.query.roadmap.RoadmapVersion;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** What should be done by today, after a roadmap's plan, against what is. */
public class Plans {
  private static final int WALKERS_AT_A_TIME = 50;
  private static final TypeReference<List<StoredItem>> ITEMS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final Roadmaps roadmaps;
  private final Profiles profiles;

  Plans(JdbcClient jdbc, Roadmaps roadmaps, Profiles profiles) {
    this.jdbc = jdbc;
    this.roadmaps = roadmaps;
    this.profiles = profiles;
  }

  /**
   * Added up over those who walk by the plan; in leaves of what its rows are mapped to.
   *
   * @param learners how many walk by it
   * @param planned what should be done by the end of today, wherever each of them lives
   * @param late how many of them wait with a row that is over
   * @param daysLate of the row that waits longest
   */
  public record PlanStanding(
      int learners, int planned, int done, int total, int late, int daysLate) {
    private PlanStanding plus(PlanProgress one) {
      return new PlanStanding(
          learners + 1,
          planned + one.planned(),
          done + one.done(),
          total + one.total(),
          late + (one.daysLate() > 0 ? 1 : 0),
          Math.max(daysLate, one.daysLate()));
    }
  }

  private record Walker(
      String learnerId, int roadmapVersion, LocalDate planStart, List<StoredItem> items) {}

  /** Nothing when none of the learners walks by the plan. To be asked in a transaction. */
  public Optional<PlanStanding> of(Collection<String> learners, RoadmapId roadmap, Instant now) {
    Map<String, ZoneId> zones = profiles.timeZones(learners);
    Map<RoadmapVersion, PlannedTopics> topics = new HashMap<>();
    PlanStanding sum = new PlanStanding(0, 0, 0, 0, 0, 0);
    try (Stream<Walker> walkers = walkers(learners, roadmap)) {
      for (Iterator<Walker> each = walkers.iterator(); each.hasNext(); ) {
        Walker walker = each.next();
        var version = new RoadmapVersion(roadmap, walker.roadmapVersion());
        Optional<RoadmapTree> tree = roadmaps.tree(version);
        if (tree.isPresent()) {
          sum =
              sum.plus(
                  PlanProgress.of(
                      tree.get(),
                      topics.computeIfAbsent(version, roadmaps::plannedTopics),
                      walker.items(),
                      walker.planStart(),
                      now,
                      zones.getOrDefault(walker.learnerId(), Profiles.UNKNOWN)));
        }
      }
    }
    return sum.learners() == 0 ? Optional.empty() : Optional.of(sum);
  }

  /** A few at a time, not the items of a thousand people at once. */
  private Stream<Walker> walkers(Collection<String> learners, RoadmapId roadmap) {
    return jdbc
        .sql(
            """
            SELECT learner_id, roadmap_version, plan_start,
              (SELECT coalesce(json_agg(json_build_object('id', item_id, 'status', status, 'at', at)), '[]')
                FROM item_state WHERE learner_id = e.learner_id AND roadmap_id = e.roadmap_id) AS items
            FROM enrollment AS e
            WHERE learner_id = ANY (?) AND roadmap_id = ? AND plan_start IS NOT NULL
            """)
        .params(learners.toArray(String[]::new), roadmap.value())
        .withFetchSize(WALKERS_AT_A_TIME)
        .query((row, _) ->
            new Walker(
                row.getString("learner_id"),
                row.getInt("roadmap_version"),
                row.getObject("plan_start", LocalDate.class),
                Json.mapper().readValue(row.getString("items"), ITEMS)))
        .stream();
  }
}
