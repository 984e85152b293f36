package dev.trilha.notification.progress;

import dev.trilha.notification.announcement.NextTier;
import dev.trilha.notification.announcement.Tally;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How people stand on their roadmaps. */
public final class Standings {
  private static final int A_TEAM = 2;

  private final JdbcClient jdbc;

  Standings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A tier that everybody has finished.
   *
   * @param members how many they are
   * @param at when the last one finished it
   * @param beganAt when the first one began
   */
  public record WholeTeam(int members, Instant at, @Nullable Instant beganAt) {}

  /** When the learner first did something in the tier. */
  public @Nullable Instant began(LearnerId learner, RoadmapId roadmap, NodeId tier) {
    return jdbc.sql(
            "select began_at from enrollment_section where learner_id = ? and roadmap_id = ? and"
                + " section_id = ? and began_at is not null")
        .params(learner.value(), roadmap.value(), tier.value())
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant)
        .orElse(null);
  }

  /** When the learner first did something on the roadmap. */
  public @Nullable Instant began(LearnerId learner, RoadmapId roadmap) {
    return jdbc.sql(
            "select began_at from enrollment where learner_id = ? and roadmap_id = ? and began_at"
                + " is not null")
        .params(learner.value(), roadmap.value())
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant)
        .orElse(null);
  }

  /**
   * The first open tier behind the finished one, or else the first open one before it; tiers
   * without anything to do are passed over.
   */
  public Optional<NextTier> next(LearnerId learner, RoadmapId roadmap, NodeId finished) {
    return jdbc.sql(
            """
            select t.tier_id, t.title, coalesce(s.done, 0) as done, coalesce(s.skipped, 0) as skipped,
              coalesce(s.total, t.total) as total
            from enrollment e
              join roadmap_tier t on t.roadmap_id = e.roadmap_id and t.version = e.roadmap_version
              left join enrollment_section s on s.learner_id = e.learner_id and s.roadmap_id = e.roadmap_id
                and s.section_id = t.tier_id
              left join roadmap_tier f on f.roadmap_id = e.roadmap_id and f.version = e.roadmap_version
                and f.tier_id = :finished
            where e.learner_id = :learner and e.roadmap_id = :roadmap and t.total > 0
              and s.completed_at is null and t.tier_id <> :finished
            order by (t.place < coalesce(f.place, 0)), t.place limit 1
            """)
        .param("learner", learner.value())
        .param("roadmap", roadmap.value())
        .param("finished", finished.value())
        .query((row, _) ->
            new NextTier(
                new NodeId(row.getString("tier_id")),
                row.getString("title"),
                new Tally(row.getInt("done"), row.getInt("skipped"), row.getInt("total"))))
        .optional();
  }

  /**
   * Whether everybody of these who is on the roadmap has finished the tier, and they are two at
   * least: what one person did alone is told already.
   *
   * @param last whose news this is
   * @param settled what others have finished since then may still be taken back; theirs will be
   *     that news
   */
  public Optional<WholeTeam> allFinished(
      Collection<LearnerId> members,
      RoadmapId roadmap,
      NodeId tier,
      LearnerId last,
      Instant settled) {
    if (members.size() < A_TEAM) {
      return Optional.empty();
    }
    return jdbc.sql(
            """
            select count(*) as members, count(s.completed_at) filter (
                where s.completed_at <= :settled or not s.by_learner or e.learner_id = :last) as finished, max(s.completed_at) as at,
              min(s.began_at) as began_at
            from enrollment e
              left join enrollment_section s on s.learner_id = e.learner_id and s.roadmap_id = e.roadmap_id
                and s.section_id = :tier
            where e.roadmap_id = :roadmap and e.learner_id = any(:members)
            """)
        .param("tier", tier.value())
        .param("roadmap", roadmap.value())
        .param("members", members.stream().map(LearnerId::value).toArray(String[]::new))
        .param("last", last.value())
        .param("settled", Timestamp.from(settled))
        .query((row, _) -> {
          int count = row.getInt("members");
          Timestamp at = row.getTimestamp("at");
          Timestamp began = row.getTimestamp("began_at");
          return count < A_TEAM || row.getInt("finished") < count || at == null
              ? Optional.<WholeTeam>empty()
              : Optional.of(
                  new WholeTeam(count, at.toInstant(), began == null ? null : began.toInstant()));
        })
        .single();
  }
}
