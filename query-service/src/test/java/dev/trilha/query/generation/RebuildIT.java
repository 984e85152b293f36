package dev.trilha.query.generation;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamEvent;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class RebuildIT {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private static OwnService service;

  private final String learner = fresh("hugo");
  private final String roadmap = fresh("java");
  private final Walk hugo = Walk.of(learner, roadmap);

  @BeforeAll
  static void start() {
    service = new OwnService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void walk() {
    service.feed().event(0, published(roadmap, 1));
    service.feed().event(0, hugo.enrolled());
    service.feed().event(1, hugo.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    service.client().progressAt(learner, roadmap, 2);
  }

  private static String served() {
    return service
        .jdbc()
        .sql("SELECT name FROM service.generation WHERE state = 'served'")
        .query(String.class)
        .single();
  }

  private String path() {
    return "/v1/learners/%s/roadmaps/%s".formatted(learner, roadmap);
  }

  private JsonNode progress() {
    return service.client().get(path()).json();
  }

  @Test
  void aNewGenerationTakesOverWhileTheOldOneIsReadAndWritten() {
    String old = served();
    JsonNode before = progress();
    var reading = new AtomicBoolean(true);
    CompletableFuture<List<String>> reader =
        CompletableFuture.supplyAsync(() -> readUntil(reading), Thread::startVirtualThread);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(this::tickAndUntick, Thread::startVirtualThread);

    JsonNode after = service.rebuild("switch");
    writer.join();
    service.client().progressAt(learner, roadmap, 22);
    reading.set(false);

    assertThat(after.path("rebuild").path("state").asString())
        .as(after.toString())
        .isEqualTo("done");
    assertThat(after.path("rebuild").path("percent").asInt()).isEqualTo(100);
    assertThat(served()).isNotEqualTo(old).startsWith("generation_");
    assertThat(reader.join()).as("what readers saw").isEmpty();
    assertThat(progress().path("tiers").path(0)).isEqualTo(before.path("tiers").path(0));
    assertThat(progress().path("done").asInt()).isEqualTo(1);
    assertThat(boards()).isEqualTo(1);
  }

  private void tickAndUntick() {
    for (int i = 0; i < 10; i++) {
      service.feed().event(2 + 2 * i, hugo.completed("unit", 2, tally("tier-2", 2, 0, 3)));
      service.feed().event(3 + 2 * i, hugo.reopened("unit", 1, tally("tier-2", 1, 0, 3)));
    }
  }

  /** What is wrong with the answers: the numbers of a version never change, and none is older. */
  private List<String> readUntil(AtomicBoolean reading) {
    List<String> wrong = new ArrayList<>();
    long newest = 0;
    while (reading.get()) {
      Answer answer = service.client().get(path());
      JsonNode progress = answer.json();
      long version = progress.path("version").asLong();
      int done = version <= 2 || version % 2 == 0 ? 1 : 2;
      boolean asTold =
          progress.path("done").asInt() == done
              && progress.path("tiers").path(1).path("done").asInt() == done
              && !progress.path("stale").asBoolean();
      if (answer.status() != 200 || version < newest || !asTold) {
        wrong.add(answer.text());
      }
      newest = Math.max(newest, version);
    }
    return wrong;
  }

  private long boards() {
    return service
        .jdbc()
        .sql("SELECT count(*) FROM reporting.roadmap WHERE roadmap_id = ?")
        .param(roadmap)
        .query(Long.class)
        .single();
  }

  @Test
  void whoeverBeganWithAGenerationReadsItToTheEnd() {
    String old = served();
    service.rebuild("switch");
    service.feed().event(2, hugo.completed("unit", 2, tally("tier-2", 2, 0, 3)));
    service.client().progressAt(learner, roadmap, 3);
    Generations generations = service.bean(Generations.class);

    assertThat(generations.in(old, this::storedSequence)).isEqualTo(1);
    assertThat(storedSequence()).isEqualTo(2);
  }

  private long storedSequence() {
    return service
        .jdbc()
        .sql("SELECT sequence FROM enrollment WHERE learner_id = ?")
        .param(learner)
        .query(Long.class)
        .single();
  }

  @Test
  void whatIsRecomputedEqualsWhatIsServed() {
    JsonNode projections = service.rebuild("verify");

    JsonNode run = projections.path("rebuild");
    assertThat(run.path("state").asString()).as(projections.toString()).isEqualTo("done");
    assertThat(run.path("different").asLong()).as(projections.toString()).isZero();
    assertThat(run.path("compared").asLong()).isPositive();
    assertThat(projections.path("differences").size()).isZero();
    await("what was filled to compare never went")
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            !service
                .client()
                .get("/v1/admin/projections")
                .json()
                .path("generations")
                .toString()
                .contains("filling"));
  }

  /** Of items that were done before the column was there. */
  @Test
  void whatIsSaidInAnotherWayIsNoDifference() {
    service
        .jdbc()
        .sql("UPDATE item_state SET first_done_at = NULL WHERE learner_id = ? AND status = 'done'")
        .param(learner)
        .update();

    JsonNode projections = service.rebuild("verify");

    assertThat(projections.path("rebuild").path("different").asLong())
        .as(projections.toString())
        .isZero();
  }

  /** The rebuild reads all of it at once. */
  @Test
  void aDisbandedTeamHasTheSameRowsWhereverAPollEnds() {
    TeamId team = new TeamId(fresh("core"));
    LearnerId ana = new LearnerId(fresh("ana"));
    LearnerId bia = new LearnerId(fresh("bia"));
    List<TeamEvent> events =
        List.of(
            new TeamFormed(team, "Core"),
            new MemberJoined(team, ana),
            new MemberLeft(team, ana),
            new MemberJoined(team, ana),
            new MemberJoined(team, bia),
            new TeamDisbanded(team),
            new TeamFormed(team, "Core again"),
            new MemberJoined(team, bia));
    for (int i = 0; i < events.size(); i++) {
      service.feed().event(i, events.get(i));
      writes(team, i);
    }

    JsonNode projections = service.rebuild("verify");

    assertThat(projections.path("rebuild").path("different").asLong())
        .as(projections.toString())
        .isZero();
  }

  private static void writes(TeamId team, long sequence) {
    await()
        .alias("%s never came to %d".formatted(team, sequence))
        .atMost(TEN_SECONDS)
        .until(() ->
            service
                .jdbc()
                .sql("SELECT EXISTS (SELECT FROM team WHERE team_id = ? AND sequence = ?)")
                .params(team.value(), sequence)
                .query(Boolean.class)
                .single());
  }

  @Test
  void aDifferenceIsReportedRowByRow() {
    service
        .jdbc()
        .sql("UPDATE section_tally SET done = 7 WHERE learner_id = ? AND section_id = 'tier-2'")
        .param(learner)
        .update();
    try {
      JsonNode projections = service.rebuild("verify");

      assertThat(projections.path("rebuild").path("different").asLong()).isEqualTo(1);
      JsonNode rows = projections.path("differences");
      assertThat(rows.size()).isEqualTo(2);
      for (JsonNode row : rows) {
        assertThat(row.path("table").asString()).isEqualTo("section_tally");
        assertThat(row.path("subject").asString()).isEqualTo(learner);
        assertThat(row.path("content").asString())
            .contains(row.path("side").asString().equals("served") ? ",7," : ",1,");
      }
    } finally {
      service
          .jdbc()
          .sql("UPDATE section_tally SET done = 1 WHERE learner_id = ? AND section_id = 'tier-2'")
          .param(learner)
          .update();
    }
  }

  /** Records went before they were read, or the topic was deleted and made again. */
  @ParameterizedTest
  @CsvSource({
    "next_offset = next_offset + 1000000, out of range",
    "topic_id = 'another', was deleted and made again"
  })
  void whoStandsWhereKafkaHasSomethingElseGoesOnAfterARebuild(String change, String told) {
    service
        .jdbc()
        .sql("UPDATE inbox_position SET %s WHERE topic = ?".formatted(change))
        .param(Topic.ENROLLMENT.topicName())
        .update();
    service.feed().event(2, hugo.completed("unit", 2, tally("tier-2", 2, 0, 3)));
    await("it never said that it stands still")
        .atMost(TEN_SECONDS)
        .until(() -> service.client().get("/actuator/health").text().contains(told));

    JsonNode run = service.rebuild("switch").path("rebuild");

    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("done");
    service.client().progressAt(learner, roadmap, 3);
    service.feed().event(3, hugo.reopened("unit", 1, tally("tier-2", 1, 0, 3)));
    service.client().progressAt(learner, roadmap, 4);
  }

  @Test
  void whatStandsElsewhereIsNotAsFreshAsTheOldTablesClaim() {
    service
        .jdbc()
        .sql(
            """
            UPDATE inbox_position SET next_offset = next_offset + 1000000, read_up_to = '2999-01-01'
            WHERE topic = ?
            """)
        .param(Topic.ENROLLMENT.topicName())
        .update();

    service.rebuild("switch");

    assertThat(
            service
                .jdbc()
                .sql("SELECT count(*) FROM inbox_position WHERE read_up_to >= '2999-01-01'")
                .query(Long.class)
                .single())
        .isZero();
    service.client().progressAt(learner, roadmap, 2);
  }

  @Test
  void oneAtATime() {
    long id = service.begun("verify");

    Answer second = service.client().send("POST", "/v1/admin/projections");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text()).contains("rebuild-under-way");
    service.ends(id);
  }

  @Test
  void tablesAreCopiedWithAllThatBelongsToThem() {
    String old = served();
    List<String> before = shape(old);

    service.rebuild("switch");

    assertThat(shape(served())).isEqualTo(before).isNotEmpty();
  }

  /** Columns, constraints, indexes, triggers and partitions, without the name of the schema. */
  private static List<String> shape(String generation) {
    return service
        .jdbc()
        .sql(
            """
            SELECT replace(line, :schema || '.', '') FROM (
              SELECT format('%s.%s %s %s', table_name, column_name, data_type, is_nullable) AS line
              FROM information_schema.columns WHERE table_schema = :schema
              UNION ALL SELECT tablename || ' ' || indexname || ' ' || indexdef FROM pg_indexes
              WHERE schemaname = :schema AND NOT EXISTS (SELECT FROM pg_class WHERE relname = tablename AND relispartition)
              UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
              WHERE connamespace = :schema::regnamespace
                AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = conrelid AND c.relispartition)
              UNION ALL SELECT tgrelid::regclass || ' ' || pg_get_triggerdef(t.oid, true) FROM pg_trigger AS t
                JOIN pg_class AS c ON c.oid = tgrelid
              WHERE c.relnamespace = :schema::regnamespace AND NOT tgisinternal
              UNION ALL SELECT relname || ' ' || coalesce(array_to_string(reloptions, ','), '') || ' '
                || coalesce(pg_get_expr(relpartbound, oid), '') FROM pg_class
              WHERE relnamespace = :schema::regnamespace AND relkind IN ('r', 'p', 'v')
            ) AS lines WHERE line NOT LIKE '%flyway%' ORDER BY 1
            """)
        .param("schema", generation)
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void thePurposeIsOneOfTwo() {
    Answer answer = service.client().send("POST", "/v1/admin/projections?purpose=fun");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("purpose", "is switch or verify");
  }

  @Test
  void whatIsGivenUpLeavesNothing() throws SQLException {
    long id;
    try (Connection connection = service.bean(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // It cannot look at the tables that it is to copy until it has been given up.
      statement.execute("LOCK TABLE inbox_position IN ACCESS EXCLUSIVE MODE");
      id = service.begun("switch");
      assertThat(service.client().send("DELETE", "/v1/admin/projections").status()).isEqualTo(202);
      connection.rollback();
    }

    JsonNode projections = service.ends(id);

    assertThat(projections.path("rebuild").path("state").asString()).isEqualTo("cancelled");
    await()
        .alias("its tables are still there")
        .atMost(TEN_SECONDS)
        .until(() -> tables("generation_" + id) == 0);
  }

  @Test
  void whatIsServedIsNeverDropped() throws SQLException {
    DataSource pool = service.bean(DataSource.class).unwrap(HikariDataSource.class);
    var leftovers =
        new Leftovers(
            JdbcClient.create(pool),
            new TransactionTemplate(new JdbcTransactionManager(pool)),
            new GenerationTables(pool),
            service.bean(RebuildSettings.class));

    leftovers.drop(served());

    assertThat(progress().path("version").asLong()).isEqualTo(2);
  }

  @Test
  void theNextMigrationFindsTheServedGeneration() {
    service.rebuild("switch");

    String history =
        service
            .jdbc()
            .sql("SELECT schemaname FROM pg_tables WHERE tablename = 'flyway_schema_history'")
            .query(String.class)
            .single();

    assertThat(history).isEqualTo(served());
  }

  /** What the pool's connections give up after, a migration of millions of rows takes. */
  @Test
  void aMigrationMayTakeItsTime() throws SQLException {
    try (Connection pooled = service.bean(DataSource.class).getConnection();
        Connection migrating =
            service.bean(Flyway.class).getConfiguration().getDataSource().getConnection()) {
      assertThat(pooled.getNetworkTimeout()).isPositive();
      assertThat(migrating.getNetworkTimeout()).isZero();
      assertThat(idleTimeout(migrating)).isEqualTo("0");
    }
  }

  private static String idleTimeout(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet shown = statement.executeQuery("SHOW idle_in_transaction_session_timeout")) {
      shown.next();
      return shown.getString(1);
    }
  }

  @Test
  void whatIsNoLongerServedIsDropped() {
    String old = served();
    service.rebuild("switch");

    service.bean(Rebuilds.class).dropRetired(Instant.now().plus(Duration.ofMinutes(2)));

    await()
        .alias("the old tables are still there")
        .atMost(TEN_SECONDS)
        .until(() -> tables(old) == 0);
    assertThat(progress().path("version").asLong()).isEqualTo(2);
    assertThat(boards()).isEqualTo(1);
  }

  private static long tables(String generation) {
    return service
        .jdbc()
        .sql("SELECT count(*) FROM pg_tables WHERE schemaname = ?")
        .param(generation)
        .query(Long.class)
        .single();
  }
}
