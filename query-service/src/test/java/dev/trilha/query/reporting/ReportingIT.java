package dev.trilha.query.reporting;

import static dev.trilha.query.Curriculum.TOTAL;
import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the views say of a team of three. Ana finished the first tier and took a tick back, Bia (who
 * opted out of leaderboards) did one leaf, Caio none.
 */
class ReportingIT extends RunningService {
  private static final Instant MONDAY = Instant.parse("2026-09-07T12:00:00Z");
  private static final Instant NEXT_TUESDAY = Instant.parse("2026-09-15T23:59:59Z");
  private static final Instant FRIDAY_THREE_WEEKS_LATER = Instant.parse("2026-09-25T12:00:00Z");

  private final String team = fresh("core");
  private final String roadmap = fresh("java");
  private final String ana = fresh("a");
  private final String bia = fresh("b");
  private final String caio = fresh("c");

  @BeforeEach
  void threeMembers() {
    feed.event(0, published(roadmap, 1));
    feed.event(0, new TeamFormed(new TeamId(team), "Core"));
    int sequence = 1;
    for (String member : List.of(ana, bia, caio)) {
      feed.event(sequence++, new MemberJoined(new TeamId(team), new LearnerId(member)));
    }
    feed.profile(bia, "Bia B.", true);
    feed.profile(ana, "Ana A.", false);
    Walk walk = Walk.of(ana, roadmap);
    feed.event(0, walk.enrolled());
    feed.event(
        1, done(ana, "records", MONDAY, 1, tally("tier-1", 1, 0, 3), tally("basics", 1, 0, 2)));
    feed.event(
        2, done(ana, "maven", NEXT_TUESDAY, 2, tally("tier-1", 2, 0, 3), tally("tools", 1, 0, 1)));
    // A second choice of one, an item outside the tiers, and a tick taken back: none of them
    // counts.
    feed.event(
        3,
        done(
            ana,
            "gradle",
            FRIDAY_THREE_WEEKS_LATER,
            2,
            tally("tier-1", 2, 0, 3),
            tally("tools", 1, 0, 1)));
    feed.event(4, done(ana, "daily", FRIDAY_THREE_WEEKS_LATER, 2, tally("habits", 1, 0, 1)));
    feed.event(5, done(ana, "jdbc", MONDAY, 3, tally("tier-2", 1, 0, 3)));
    feed.event(6, walk.reopened("jdbc", 2, tally("tier-2", 0, 0, 3)));
    feed.event(
        7,
        done(
            ana,
            "streams",
            FRIDAY_THREE_WEEKS_LATER,
            3,
            tally("tier-1", 3, 0, 3),
            tally("basics", 2, 0, 2)));
    feed.event(8, walk.tierCompleted(3, tally("tier-1", 3, 0, 3)));
    feed.event(0, Walk.of(bia, roadmap).enrolled());
    feed.event(1, done(bia, "jdbc", MONDAY, 1, tally("tier-2", 1, 0, 3)));
    client.progressAt(ana, roadmap, 9);
    client.progressAt(bia, roadmap, 2);
    client.eventually(
        "/v1/teams/%s/leaderboard".formatted(team),
        board ->
            assertThat(board.path("entries").findValuesAsString("displayName"))
                .containsExactly("Ana A.", caio));
  }

  private EnrollmentEvent done(
      String learner, String item, Instant at, int done, SectionTally... sections) {
    return new ItemCompleted(
        new LearnerId(learner),
        new RoadmapId(roadmap),
        1,
        new NodeId(item),
        null,
        null,
        at,
        done,
        0,
        TOTAL,
        List.of(sections));
  }

  /** Rows as text, the columns as they are named. */
  private List<String> rows(String columns, String view) {
    return jdbc.sql(
            "SELECT concat_ws(' ', %s) FROM reporting.%s WHERE team_id = ? ORDER BY 1"
                .formatted(columns, view))
        .param(team)
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void countsEachLeafOnceOnTheDayOfItsTick() {
    assertThat(rows("to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD'), leaves", "leaves_per_day"))
        .containsExactly("2026-09-07 2", "2026-09-15 1", "2026-09-25 1");
  }

  @Test
  void countsAsManyLeavesAsProgressDoes() {
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(*) FROM enrollment AS e WHERE roadmap_id = ? AND done <> (
                      SELECT count(*) FROM team_leaf AS leaf
                      WHERE leaf.learner_id = e.learner_id AND leaf.roadmap_id = e.roadmap_id)
                    """)
                .param(roadmap)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(rows("roadmap_id, members, active_members, leaves", "team_standing"))
        .containsExactlyInAnyOrder("2 0 4", roadmap + " 2 0 4");
  }

  @Test
  void namesNobodyWhoOptedOut() {
    assertThat(rows("learner", "team_member")).containsExactlyInAnyOrder("Ana A.", caio);
    assertThat(rows("learner", "member_leaves_per_day")).containsOnly("Ana A.");
    assertThat(rows("learner, done, total", "leaderboard"))
        .containsExactlyInAnyOrder("Ana A. 3 6", caio + " 0 0");
  }

  @Test
  void aWeekWithoutLeavesIsZeroAndCountsForTheAverage() {
    assertThat(
            jdbc.sql(
                    """
                    SELECT concat_ws(' ', leaves, round(four_week_average, 2)) FROM reporting.leaves_per_week
                    WHERE team_id = ? ORDER BY week LIMIT 5
                    """)
                .param(team)
                .query((row, _) -> row.getString(1))
                .list())
        .containsExactly("2 2.00", "1 1.50", "1 1.33", "0 1.00", "0 0.50");
  }

  @Test
  void aFinishedTierHasTheDatesOfItsFirstAndLastLeaf() {
    assertThat(rows("tier_id, place, tier, last_leaf_at - first_leaf_at", "tier_finished"))
        .containsExactly("tier-1 1 The tier-1 18 days");
  }

  @Test
  void activeMembersAreNotAddedUpOverRoadmaps() {
    String other = fresh("kotlin");
    feed.event(0, Walk.of(bia, other).enrolled());
    feed.event(
        1,
        new ItemCompleted(
            new LearnerId(bia),
            new RoadmapId(other),
            1,
            new NodeId("records"),
            null,
            null,
            MONDAY,
            1,
            0,
            TOTAL,
            List.of(tally("tier-1", 1, 0, 3))));
    client.progressAt(bia, other, 2);

    assertThat(
            jdbc.sql(
                    """
                    SELECT concat_ws(' ', coalesce(roadmap_id, 'all'), members) FROM reporting.active_members
                    WHERE team_id = ? AND week = '2026-09-07T00:00:00Z' ORDER BY 1
                    """)
                .param(team)
                .query((row, _) -> row.getString(1))
                .list())
        .containsExactlyInAnyOrder("all 2", roadmap + " 2", other + " 1");
  }

  @Test
  void theMetersSayTheSameAndAreBoundedToTheMostActiveTeams() {
    Instant thatWeek = Instant.parse("2026-09-26T00:00:00Z");
    Clock clock = ((InstantSource) () -> thatWeek).withZone(ZoneOffset.UTC);
    String idle = fresh("idle");
    feed.event(0, new TeamFormed(new TeamId(idle), "Idle"));
    feed.event(1, new MemberJoined(new TeamId(idle), new LearnerId(bia)));
    client.eventually(
        "/v1/teams/" + idle, shown -> assertThat(shown.path("members").size()).isEqualTo(1));
    var standings = new TeamStandings(jdbc, clock);

    assertThat(standings.ofMostActive(1000).standings())
        .contains(
            new TeamStandings.Standing(team, roadmap, 2, 1, 4, 1),
            new TeamStandings.Standing(idle, roadmap, 1, 0, 1, 0));
    TeamStandings.Standings all = standings.ofMostActive(1000);
    long teams = all.standings().stream().map(TeamStandings.Standing::team).distinct().count();
    TeamStandings.Standings one = standings.ofMostActive(1);
    assertThat(all.leftOut()).isZero();
    assertThat(one.standings().stream().map(TeamStandings.Standing::team).distinct()).hasSize(1);
    assertThat(one.leftOut()).isEqualTo(teams - 1);
    assertThat(one.standings())
        .doesNotContain(new TeamStandings.Standing(idle, roadmap, 1, 0, 1, 0));
  }
}
