package dev.trilha.query.progress;

import dev.trilha.query.learner.Profiles;
import dev.trilha.query.roadmap.RoadmapVersion;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What should be done by today, after a roadmap's plan, against what is. */
public class Plans {
  private final JdbcClient jdbc;
  private final Progress progress;
  private final Roadmaps roadmaps;
  private final Profiles profiles;

  Plans(JdbcClient jdbc, Progress progress, Roadmaps roadmaps, Profiles profiles) {
    this.jdbc = jdbc;
    this.progress = progress;
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

  /** Nothing when none of the learners walks by the plan. */
  public Optional<PlanStanding> of(Collection<String> learners, RoadmapId roadmap, Instant now) {
    List<String> walkers =
        jdbc.sql(
                """
                SELECT learner_id FROM enrollment
                WHERE learner_id = ANY (?) AND roadmap_id = ? AND plan_start IS NOT NULL
                """)
            .params(learners.toArray(String[]::new), roadmap.value())
            .query((row, _) -> row.getString("learner_id"))
            .list();
    PlanStanding sum = new PlanStanding(0, 0, 0, 0, 0, 0);
    for (String walker : walkers) {
      Optional<PlanProgress> one = of(new LearnerId(walker), roadmap, now);
      sum = one.isPresent() ? sum.plus(one.get()) : sum;
    }
    return sum.learners() == 0 ? Optional.empty() : Optional.of(sum);
  }

  private Optional<PlanProgress> of(LearnerId learner, RoadmapId roadmap, Instant now) {
    return progress
        .find(learner, roadmap)
        .flatMap(stored -> {
          var version = new RoadmapVersion(roadmap, stored.head().roadmapVersion());
          return Optional.ofNullable(stored.head().planStart())
              .flatMap(start ->
                  roadmaps
                      .tree(version)
                      .map(tree ->
                          PlanProgress.of(
                              tree,
                              roadmaps.plannedTopics(version),
                              stored.items(),
                              start,
                              now,
                              profiles.timeZone(learner))));
        });
  }
}
