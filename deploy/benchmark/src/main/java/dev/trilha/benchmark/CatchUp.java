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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast the relay sends what was stored while it was away: from PostgreSQL's log, where it
 * stopped; and all of the store from its table, as after a slot was lost. Nothing reads from Kafka
 * meanwhile.
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
    Server relaying = command;
    relaying.process().stop();
    long last = store(relaying.database());
    relaying = start(relaying);
    JsonNode streaming = awaitState(relaying, "STREAMING");
    while (streaming.path("acknowledgedPosition").asLong(-1) < last) {
      Thread.sleep(20);
      streaming = awaitState(relaying, "STREAMING");
    }
    note("relay_catch_up_events_per_s", session.plan().backlog(), since(streaming), Instant.now());
    if (session.plan().variants()) {
      relaying.process().stop();
      long events = forget(relaying.database());
      relaying = start(relaying);
      Instant begun = since(awaitState(relaying, "BACKFILLING"));
      Instant done = since(awaitState(relaying, "STREAMING"));
      note("relay_from_table_events_per_s", events, begun, done);
    }
    relaying.process().stop();
  }

  private void note(String figure, long events, Instant begun, Instant done) {
    double perSecond = events / Math.max(0.001, Duration.between(begun, done).toMillis() / 1e3);
    session.note("catch-up", figure, perSecond);
    session.say("%s: %,.0f, of %,d events".formatted(figure, perSecond, events));
  }

  private Server start(Server stopped) throws InterruptedException {
    return session.servers().commandService(stopped.name(), Servers.Engine.GROUP_COMMIT, kafka);
  }

  private static Instant since(JsonNode relay) {
    return Instant.parse(relay.path("since").asString());
  }

  private static JsonNode awaitState(Server server, String state) throws InterruptedException {
    Api api = new Api(server);
    Instant end = Instant.now().plus(AT_MOST);
    JsonNode relay = JsonMapper.shared().readTree(api.relay());
    while (!relay.path("state").asString().equals(state)) {
      if (Instant.now().isAfter(end)) {
        throw new BenchmarkFailed("the relay never was %s: %s".formatted(state, relay));
      }
      Thread.sleep(20);
      relay = JsonMapper.shared().readTree(api.relay());
    }
    return relay;
  }

  /**
   * Stores a backlog as the service would have done: events like those that are there, some hundred
   * in a commit.
   *
   * @return the last position
   */
  private long store(Database database) {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
                select 'enrollment/catch-up-' || i %% %1$d || '/benchmark', i / %1$d, gen_random_uuid(), 'item-completed', sample.revision, now(), sample.payload
                from generate_series(?, ?) i, (select revision, payload from event where type = 'item-completed' limit 1) as sample
                """
                    .formatted(STREAMS))) {
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
