package dev.trilha.benchmark;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.Server;
import dev.trilha.benchmark.machine.Servers;
import dev.trilha.embedded.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast the relay sends what was stored while it was away: as it does by itself, and when it may
 * only decode PostgreSQL's log; and all of the store from its table, as after a slot was lost.
 * Nothing reads from Kafka meanwhile.
 */
final class CatchUp {
  private static final int EVENTS_OF_A_COMMIT = 500;
  private static final int STREAMS = 2_000;
  private static final Duration AT_MOST = Duration.ofMinutes(5);

  private final Session session;
  private final String kafka;

  CatchUp(Session session, String kafka) {
    this.session = session;
    this.kafka = kafka;
  }

  /**
   * @param command has relayed, and is stopped
   */
  void run(Server command) throws InterruptedException {
    backlog(command, "relay_catch_up_events_per_s", Map.of());
    if (session.plan().variants()) {
      backlog(
          command,
          "relay_from_log_events_per_s",
          Map.of("TRILHA_RELAY_SHORTCUT_FROM", Long.toString(Long.MAX_VALUE)));
      long events = forget(command.database());
      Server relaying = start(command, Map.of());
      Instant begun = since(awaitState(relaying, "BACKFILLING"));
      Instant done = since(awaitState(relaying, "STREAMING"));
      note("relay_from_table_events_per_s", events, begun, done);
      relaying.process().stop();
    }
  }

  /** From the relay's start on, with all that it asks before it sends, until Kafka has it all. */
  private void backlog(Server stopped, String figure, Map<String, String> settings)
      throws InterruptedException {
    stopped.process().stop();
    long last = store(stopped.database(), figure);
    Server relaying = start(stopped, settings);
    Instant begun = since(relay(relaying));
    await(relaying, "had sent it", relay -> relay.path("acknowledgedPosition").asLong(-1) >= last);
    note(figure, session.plan().backlog(), begun, Instant.now());
    relaying.process().stop();
  }

  private void note(String figure, long events, Instant begun, Instant done) {
    double perSecond = events / Math.max(0.001, Duration.between(begun, done).toMillis() / 1e3);
    session.note("catch-up", figure, perSecond);
    session.say("%s: %,.0f, of %,d events".formatted(figure, perSecond, events));
  }

  private Server start(Server stopped, Map<String, String> settings) throws InterruptedException {
    return session
        .servers()
        .commandService(stopped.name(), Servers.Engine.GROUP_COMMIT, kafka, settings);
  }

  private static JsonNode relay(Server server) throws InterruptedException {
    return JsonMapper.shared().readTree(new Api(server).relay());
  }

  private static Instant since(JsonNode relay) {
    return Instant.parse(relay.path("since").asString());
  }

  private static JsonNode awaitState(Server server, String state) throws InterruptedException {
    return await(server, "was " + state, relay -> relay.path("state").asString().equals(state));
  }

  private static JsonNode await(Server server, String what, Predicate<JsonNode> seen)
      throws InterruptedException {
    Instant end = Instant.now().plus(AT_MOST);
    JsonNode relay = relay(server);
    while (!seen.test(relay)) {
      if (Instant.now().isAfter(end)) {
        throw new BenchmarkFailed("the relay never %s: %s".formatted(what, relay));
      }
      Thread.sleep(20);
      relay = relay(server);
    }
    return relay;
  }

  /**
   * Stores a backlog as the service would have done: events like those that are there, some hundred
   * in a commit.
   *
   * @param of what, which names their streams
   * @return the last position
   */
  private long store(Database database, String of) {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
                select 'enrollment/%2$s-' || i %% %1$d || '/benchmark', i / %1$d, gen_random_uuid(), 'item-completed', sample.revision, now(), sample.payload
                from generate_series(?, ?) i, (select revision, payload from event where type = 'item-completed' limit 1) as sample
                """
                    .formatted(STREAMS, of))) {
      int backlog = session.plan().backlog();
      for (int first = 0; first < backlog; first += EVENTS_OF_A_COMMIT) {
        insert.setInt(1, first);
        insert.setInt(2, Math.min(first + EVENTS_OF_A_COMMIT, backlog) - 1);
        insert.executeUpdate();
      }
      return number(connection, "select max(position) from event");
    } catch (SQLException e) {
      throw new BenchmarkFailed("the backlog cannot be stored: " + e.getMessage(), e);
    }
  }

  /**
   * Takes the relay's note from it, so that it sends everything again.
   *
   * @return how many events that is
   */
  private static long forget(Database database) {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("delete from relay_progress");
      return number(connection, "select count(*) from event");
    } catch (SQLException e) {
      throw new BenchmarkFailed("the note cannot be taken away: " + e.getMessage(), e);
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
