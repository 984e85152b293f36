package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.query.Curriculum;
import dev.trilha.query.QueryPlans;
import dev.trilha.query.RunningService;
import dev.trilha.query.learner.Profiles;
import dev.trilha.query.progress.EnrollmentHead.Row;
import dev.trilha.query.progress.KeptCounts.Time;
import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.query.progress.Standings.Place;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.testservers.SharedServers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The heavy queries, on 40 000 learners: none of them reads a large table from end to end. */
class QueryPlansIT extends RunningService {
  private static final int LEARNERS = 40_000;
  private static final RoadmapId JAVA = new RoadmapId("java");
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final List<String> TEAM =
      IntStream.range(0, 50).mapToObj(i -> "learner-" + i * 7).toList();

  /** Of a table that is worth it: a partition without rows costs nothing. */
  private static final Pattern WHOLE =
      Pattern.compile(
          "Seq Scan on"
              + " (enrollment|item_state|section_tally|activity|parked_record|completion_\\w+)\\b.*cost=0\\.00\\.\\.\\d\\d");

  private static final Pattern PARTITION = Pattern.compile("completion_\\d{4}_\\d\\d\\b");

  private static QueryPlans plans;
  private static JdbcClient asked;

  @Autowired private Roadmaps roadmaps;
  @Autowired private Profiles profiles;

  @BeforeAll
  static void fill() {
    Database database = SharedServers.freshDatabase();
    var connection =
        new SingleConnectionDataSource(
            database.jdbcUrl(), database.user(), database.password(), true);
    Flyway.configure().dataSource(connection).load().migrate();
    plans = new QueryPlans(connection);
    asked = JdbcClient.create(plans);
    JdbcClient filling = JdbcClient.create(connection);
    filling
        .sql(
            """
            INSERT INTO roadmap_version VALUES ('java', 1, 0, 'Java', 'en', 6, now(), ?::json);
            INSERT INTO roadmap_leaf SELECT roadmap_id, version, part.* FROM roadmap_version,
              leaves_of_tiers(children) AS part;
            INSERT INTO enrollment (learner_id, roadmap_id, roadmap_version, sequence, done, skipped, total, newest_at)
            SELECT 'learner-' || n, 'java', 1, 9, n % 7, n % 3 / 2, 6, now() FROM generate_series(1, 40000) AS n;
            INSERT INTO item_state (learner_id, roadmap_id, item_id, sequence, status, at, first_done_at)
            SELECT 'learner-' || n, 'java', item, 5, CASE WHEN n % 5 = 0 THEN 'in-progress' ELSE 'done' END, moment, moment
            FROM generate_series(1, 40000) AS n
            CROSS JOIN unnest('{records,streams,maven,jdbc,unit}'::text[]) WITH ORDINALITY AS item (item, place)
            CROSS JOIN LATERAL (SELECT timestamptz '2026-11-23T12:00:00Z' - (n * 17 + place * 101) % 45 * interval '1 day') AS at (moment);
            INSERT INTO section_tally (learner_id, roadmap_id, section_id, sequence, done, skipped, total)
            SELECT 'learner-' || n, 'java', section, 5, 1, 0, 3 FROM generate_series(1, 40000) AS n
            CROSS JOIN unnest('{tier-1,tier-2,tools}'::text[]) AS section;
            INSERT INTO parked_record (topic, partition, record_offset, record_key, stream, reason, detail, recorded_at, parked_at)
            SELECT 'trilha.enrollment.v1', 0, n, 'learner-' || n, 'enrollment/learner-' || n || '/java', 'UNREADABLE_VALUE', '',
              now(), now() FROM generate_series(1, 40000) AS n;
            ANALYZE
            """)
        .param(Json.mapper().writeValueAsString(Curriculum.children()))
        .update();
    assertThat(filling.sql("SELECT count(*) FROM completion").query(Integer.class).single())
        .isEqualTo(LEARNERS * 4);
  }

  static Stream<Arguments> queries() {
    Instant monday = NOW.truncatedTo(ChronoUnit.DAYS).minus(6, ChronoUnit.DAYS);
    List<Instant> weeks =
        IntStream.rangeClosed(-12, 0)
            .mapToObj(week -> NOW.plus(week * 7L, ChronoUnit.DAYS))
            .toList();
    return Stream.of(
        query("a week of a team", () -> boards().within(TEAM, JAVA, monday, NOW)),
        query("a week of a team, all roadmaps", () -> boards().within(TEAM, null, monday, NOW)),
        query(
            "a week of a team where nothing is chosen",
            () ->
                completions()
                    .counted(
                        TEAM.stream()
                            .map(learner ->
                                new Enrolled(
                                    learner, "plain", 1, new Row(1, 1, 1), true, Standing.NONE))
                            .toList(),
                        new Time(monday, NOW))),
        query("twelve weeks of a team", () -> completions().between(TEAM, null, weeks)),
        query("all days of a learner", () -> completions().of(new LearnerId("learner-7"))),
        query("standings of a team", () -> boards().ever(TEAM, JAVA)),
        query(
            "progress of a learner",
            () -> new Progress(asked).find(new LearnerId("learner-7"), JAVA)),
        query(
            "whether anything changed for a learner",
            () -> new Progress(asked).head(new LearnerId("learner-7"), JAVA)));
  }

  private static Arguments query(String name, Runnable run) {
    return Arguments.of(name, run);
  }

  private static Completions completions() {
    return new Completions(asked);
  }

  private static BoardStandings boards() {
    return new BoardStandings(asked, completions(), new KeptCounts(10));
  }

  private static List<String> plansOf(Runnable query) {
    plans.taken();
    query.run();
    List<String> taken = plans.taken();
    assertThat(taken).isNotEmpty();
    return taken;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void readsNoLargeTableFromEndToEnd(String name, Runnable query) {
    assertThat(plansOf(query))
        .as(name)
        .allSatisfy(plan -> assertThat(plan).doesNotContainPattern(WHOLE));
  }

  @Test
  void whatDoesNotMoveIsLookedUpByLearner() {
    assertThat(plansOf(() -> new Dwelling(asked, roadmaps).longest(TEAM, JAVA, 10)))
        .allSatisfy(plan -> assertThat(plan).doesNotContainPattern(WHOLE));
  }

  @Test
  void thePlanOfATeamIsLookedUpByLearner() {
    assertThat(plansOf(() -> new Plans(asked, roadmaps, profiles).of(TEAM, JAVA, NOW)))
        .allSatisfy(plan -> assertThat(plan).doesNotContainPattern(WHOLE));
  }

  @Test
  void aWeekIsReadFromTheMonthsItIsIn() {
    Instant monday = NOW.truncatedTo(ChronoUnit.DAYS).minus(6, ChronoUnit.DAYS);
    String plan = String.join("\n", plansOf(() -> boards().within(TEAM, JAVA, monday, NOW)));
    Set<String> partitions = new TreeSet<>();
    PARTITION.matcher(plan).results().map(MatchResult::group).forEach(partitions::add);

    assertThat(partitions).hasSizeBetween(1, 2);
  }

  @ParameterizedTest
  @EnumSource(Measure.class)
  void aPageOfAllLearnersIsReadFromItsPlaceOn(Measure by) {
    var standings = new Standings(asked);
    Place last = standings.behind(JAVA, by, null, 50).rows().getLast().place();
    // As many rows as are wanted, in the order of the index, from a place in it on.
    Pattern walk =
        Pattern.compile(
            "Limit .*\\n +-> +Index (Only )?Scan( Backward)? using enrollment_by_%s on .*\\n +Index Cond: .*(\\n(?! +Filter:)|$)"
                .formatted(by.wireName()));

    List<String> taken =
        plansOf(() -> {
          standings.behind(JAVA, by, null, 50);
          standings.behind(JAVA, by, last, 50);
          standings.around(JAVA, by, new LearnerId("learner-7"), 11);
        });

    assertThat(taken.stream().map(plan -> walk.matcher(plan).results().count()))
        .as(String.join("\n\n", taken))
        .containsExactly(1L, 1L, 2L);
    assertThat(taken).allSatisfy(plan -> assertThat(plan).doesNotContainPattern(WHOLE));
  }

  @ParameterizedTest
  @EnumSource(Measure.class)
  void aRankReadsNoLearnerButThoseItShows(Measure by) {
    List<String> taken =
        plansOf(() -> new Standings(asked).around(JAVA, by, new LearnerId("learner-7"), 1));

    assertThat(taken)
        .singleElement()
        .asString()
        .contains("enrollment_pkey", "standing_count")
        .doesNotContainPattern(WHOLE);
    assertThat(asked.sql("SELECT count(*) FROM standing_count").query(Integer.class).single())
        .as("rows to add up")
        .isLessThan(100);
  }

  @Test
  void aPlanThatReadsAllIsNoticed() {
    assertThat(
            plansOf(() ->
                asked
                    .sql("SELECT count(*) FROM enrollment WHERE done = 3")
                    .query(Integer.class)
                    .single()))
        .allSatisfy(plan -> assertThat(plan).containsPattern(WHOLE));
  }
}
