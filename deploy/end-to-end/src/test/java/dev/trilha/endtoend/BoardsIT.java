package dev.trilha.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import dev.trilha.endtoend.Board.Language;
import dev.trilha.endtoend.Board.Query;
import dev.trilha.standalone.Platform;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every query of every board, on the real databases and a real Prometheus, under a known load. SQL
 * always runs; PromQL where there is a Prometheus.
 */
class BoardsIT {
  private static final Platform platform = RunningTrilha.platform();
  private static @Nullable PrometheusServer prometheus;
  private static @Nullable FilledIn filledIn;

  @BeforeAll
  static void playTheLoad(@TempDir Path folder) throws SQLException {
    // First, so that the counters are seen to rise.
    Optional<Path> binary = PrometheusServer.binary();
    if (binary.isPresent()) {
      prometheus = PrometheusServer.start(binary.get(), platform, folder);
    }
    Instant begin = Instant.now();
    new BoardLoad(RunningTrilha.caller()).play();
    filledIn =
        new FilledIn(
            Map.of(
                "team",
                List.of(BoardLoad.NORTH, BoardLoad.SOUTH),
                "roadmap",
                column("SELECT roadmap_id FROM reporting.roadmap")),
            begin.minus(Duration.ofDays(26 * 7)),
            Instant.now(),
            "1m");
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  private static PrometheusServer prometheus() {
    PrometheusServer running = prometheus;
    boolean required = Boolean.parseBoolean(System.getenv("TRILHA_PROMETHEUS_REQUIRED"));
    if (running == null && required) {
      throw new AssertionError(
          "TRILHA_PROMETHEUS_REQUIRED is set, and there is no Prometheus: neither TRILHA_PROMETHEUS"
              + " nor the path leads to one");
    }
    assumeThat(running != null)
        .as(
            "there is no Prometheus here, so no PromQL was run: set TRILHA_PROMETHEUS to its"
                + " binary")
        .isTrue();
    return requireNonNull(running);
  }

  private static FilledIn filledIn() {
    return requireNonNull(filledIn);
  }

  static Stream<Query> sql() {
    return queries(Language.SQL);
  }

  static Stream<Query> promql() {
    return queries(Language.PROMQL);
  }

  private static Stream<Query> queries(Language language) {
    return Board.all().stream()
        .flatMap(board -> board.queries().stream())
        .filter(query -> query.language() == language);
  }

  @ParameterizedTest
  @MethodSource
  void sql(Query query) throws SQLException {
    assertThat(rows(filledIn().of(query))).as(query + " answers something").isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("sql")
  void sqlFindsNothingWrongWithAnEmptyInstallation(Query query) {
    FilledIn nobody =
        new FilledIn(
            Map.of("team", List.of(), "roadmap", List.of()), Instant.EPOCH, Instant.now(), "1m");

    assertThatCode(() -> rows(nobody.of(query))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource
  void promql(Query query) {
    PrometheusServer running = prometheus();
    String expression = filledIn().of(query);
    await(query + " never answered anything: " + expression)
        .atMost(Duration.ofSeconds(20))
        .until(() -> !running.vector(expression).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "Leaves completed, " + BoardLoad.LEAVES,
    "'Leaves per week, 4-week average', " + BoardLoad.PER_WEEK,
    "Tiers finished, " + BoardLoad.TIERS,
    "'Active members, last 7 days', " + BoardLoad.ACTIVE
  })
  void headline(String panel, double value) throws SQLException {
    List<List<String>> answer = rows(filledIn().of(query(panel)));

    assertThat(answer).as(panel).hasSize(1);
    assertThat(Double.parseDouble(answer.getFirst().getFirst())).isEqualTo(value);
  }

  private static Query query(String panel) {
    return queries(Language.SQL)
        .filter(query -> query.panel().equals(panel))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no panel is called " + panel));
  }

  @Test
  void theLeaderboardRanksWhoDidNotOptOut() throws SQLException {
    assertThat(rows(filledIn().of(query("Leaderboard"))))
        .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
        .containsExactly("1 Ana 4", "2 boards-duda 3", "3 boards-caio 1");
  }

  @Test
  void aTierTakesFromItsFirstLeafToItsLast() throws SQLException {
    long day = Duration.ofDays(1).toSeconds();
    assertThat(rows(filledIn().of(query("From the first to the last leaf of a tier"))))
        .containsExactly(
            List.of("Boards", "Base", "2", "" + 3 * day, "" + 11 * day / 2, "" + 8 * day));
  }

  /** {@code 3.0} and {@code 3.00} are 3. */
  private static String plain(String number) {
    return number.matches("[0-9.]+") && number.contains(".")
        ? new BigDecimal(number).stripTrailingZeros().toPlainString()
        : number;
  }

  @ParameterizedTest
  @CsvSource({
    "trilha_team_leaves_completed, boards-north, 7",
    "trilha_team_leaves_completed, boards-south, 3",
    "trilha_team_tiers_finished, boards-north, 1",
    "trilha_team_active_members, boards-north, 2",
    "trilha_team_active_members, boards-south, 0",
    "trilha_team_members, boards-north, 3"
  })
  void theMetersOfATeamSayTheSameAsTheViews(String metric, String team, double value) {
    PrometheusServer running = prometheus();
    await("%s of %s never came to %s".formatted(metric, team, value))
        .atMost(Duration.ofSeconds(20))
        .until(() -> number(running, "sum(%s{team=\"%s\"})".formatted(metric, team)) == value);
  }

  @Test
  void everythingIsRelayedAndProjectedInTheEnd() {
    PrometheusServer running = prometheus();
    for (String lag :
        List.of(
            "max(trilha_relay_lag_events)",
            "max(trilha_relay_lag_seconds)",
            "sum(trilha_inbox_lag_records{job=\"query\"})",
            "sum(trilha_inbox_lag_records{job=\"notification\"})")) {
      await(lag + " never came to 0")
          .atMost(Duration.ofSeconds(20))
          .until(() -> number(running, lag) == 0);
    }
    await("the topics are never known to be read to their ends")
        .atMost(Duration.ofSeconds(20))
        .until(() -> number(running, "max(trilha_inbox_lag_seconds)") < 10);
  }

  private static double number(PrometheusServer running, String expression) {
    JsonNode value = running.vector(expression).path(0).path("value").path(1);
    return value.isMissingNode() ? Double.NaN : Double.parseDouble(value.asString());
  }

  @Test
  void theReportingRoleIsRefusedOnEveryTable() throws SQLException {
    List<String> tables =
        column(
            "SELECT quote_ident(relname) FROM pg_class JOIN pg_namespace AS schema ON schema.oid ="
                + " relnamespace WHERE nspname = 'public' AND relkind IN ('r', 'v', 'm', 'p')");
    assertThat(tables).contains("learner_profile", "item_state", "team_leaf", "parked_record");
    try (Connection connection = platform.reporting().connect();
        var statement = connection.createStatement()) {
      for (String table : tables) {
        assertThatThrownBy(() -> statement.executeQuery("SELECT FROM public." + table))
            .as(table)
            .isInstanceOfSatisfying(
                SQLException.class,
                refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
      }
      assertThatThrownBy(() -> statement.execute("CREATE TABLE public.mine ()"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("DELETE FROM reporting.team"))
          .hasMessageContaining("permission denied");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "trilha_query, trilha_command",
    "trilha_query, trilha_notification",
    "trilha_query, postgres"
  })
  void theReportingRoleMayNotConnectToAnotherDatabase(String its, String other) {
    Database reporting = platform.reporting();

    assertThatThrownBy(() ->
            DriverManager.getConnection(
                    reporting.jdbcUrl().replace("/" + its, "/" + other),
                    reporting.user(),
                    reporting.password())
                .close())
        .hasMessageContaining("permission denied for database");
  }

  @Test
  void theViewsCountAsManyLeavesAsTheProgressOfEveryMember() throws SQLException {
    try (Connection connection = platform.database("query").connect();
        var statement = connection.createStatement()) {
      ResultSet counted =
          statement.executeQuery(
              """
              SELECT count(*) AS enrollments, count(*) FILTER (WHERE done <> leaves) AS wrong FROM (
                SELECT done, (SELECT count(*) FROM team_leaf AS leaf WHERE leaf.team_id = m.team_id
                  AND leaf.learner_id = e.learner_id AND leaf.roadmap_id = e.roadmap_id) AS leaves
                FROM team_member AS m JOIN team USING (team_id) JOIN enrollment AS e USING (learner_id)
                WHERE member AND NOT disbanded) AS walks
              """);
      counted.next();
      assertThat(counted.getLong("enrollments")).isGreaterThanOrEqualTo(4);
      assertThat(counted.getLong("wrong")).isZero();
    }
  }

  private static List<List<String>> rows(String query) throws SQLException {
    try (Connection connection = platform.reporting().connect();
        var statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      int columns = answer.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (answer.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(plain(String.valueOf(answer.getString(i))));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<String> column(String query) throws SQLException {
    return rows(query).stream().map(List::getFirst).toList();
  }
}
