package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What must hold after every fault once things are quiet. Computed from what the people were told,
 * from the rows of the store and from the records of Kafka, by nothing that the services have.
 */
final class Oracles {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final EventStore store;
  private final EventTopic topic;

  Oracles(Database store, String kafka) {
    this.store = new EventStore(store);
    topic = new EventTopic(kafka);
  }

  static Oracles of(OwnTrilha trilha) {
    return new Oracles(trilha.database("command"), trilha.kafka().servers());
  }

  /** Ends the crowd, and compares everything with what it was told. */
  void hold(Crowd crowd, String after) throws SQLException {
    hold(crowd, crowd.learning(), after);
  }

  /** As {@link #hold(Crowd, String)}, read where the crowd did not. */
  void hold(Crowd crowd, Learning learning, String after) throws SQLException {
    Map<String, Crowd.Told> told = crowd.ends();
    String roadmap = crowd.roadmap();
    isStoredOnce(roadmap, told, after);
    isInKafkaInOrder(roadmap, after);
    isShown(learning, roadmap, told, after);
  }

  /** As {@link #hold(Crowd, String)}, where Kafka has what is not in the store. */
  void holdOfReader(Crowd crowd, String after) throws SQLException {
    Map<String, Crowd.Told> told = crowd.ends();
    isStoredOnce(crowd.roadmap(), told, after);
    isShown(crowd.learning(), crowd.roadmap(), told, after);
  }

  /** Whatever was acknowledged is stored exactly once, nothing else is, and there are no holes. */
  void isStoredOnce(String roadmap, Map<String, Crowd.Told> told, String after)
      throws SQLException {
    for (Map.Entry<String, Crowd.Told> one : told.entrySet()) {
      String who = "%s after %s".formatted(one.getKey(), after);
      Crowd.Told answers = one.getValue();
      assertThat(store.changes(one.getKey(), roadmap))
          .as("ticks in the store of " + who)
          .hasSize(answers.changes());
      assertThat(store.done(one.getKey(), roadmap))
          .as("what is done in the store by " + who)
          .isEqualTo(answers.done());
      assertThat(store.version(one.getKey(), roadmap))
          .as("events of " + who)
          .isEqualTo(answers.version());
      assertThat(store.missing(one.getKey(), roadmap)).as("holes of " + who).isZero();
    }
  }

  /** Kafka has each event at least once, and in order of each key. */
  void isInKafkaInOrder(String roadmap, String after) throws SQLException {
    Map<String, List<String>> stored = store.events(roadmap);
    await("Kafka never had every event, or not in order, after " + after)
        .atMost(LONG)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(topic.events(roadmap)).isEqualTo(stored));
  }

  /** The read side equals the fold of the store: items, tiers, sums, and the team's board. */
  void isShown(Learning learning, String roadmap, Map<String, Crowd.Told> told, String after) {
    told.forEach((learner, answers) ->
        await("progress of %s never was what is stored, after %s".formatted(learner, after))
            .atMost(LONG)
            .ignoreExceptions()
            .untilAsserted(
                () -> showsProgress(learning.progress(learner, roadmap), answers, learner)));
    await("the team's board never was the sum of its members, after " + after)
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(new TreeMap<>(learning.done(roadmap, roadmap))).isEqualTo(sizes(told)));
  }

  private static Map<String, Integer> sizes(Map<String, Crowd.Told> told) {
    Map<String, Integer> sizes = new TreeMap<>();
    told.forEach((who, answers) -> sizes.put(who, answers.done().size()));
    return sizes;
  }

  private static void showsProgress(JsonNode progress, Crowd.Told answers, String learner) {
    assertThat(progress.path("version").asLong())
        .as("version of " + learner)
        .isEqualTo(answers.version());
    Set<String> done = new TreeSet<>();
    progress
        .path("items")
        .forEach(item -> {
          if (item.path("status").asString().equals("done")) {
            done.add(item.path("id").asString());
          }
        });
    assertThat(done).as("items of " + learner).isEqualTo(answers.done());
    assertThat(progress.path("done").asInt())
        .as("done of " + learner)
        .isEqualTo(answers.done().size());
    assertThat(
            progress.path("tiers").valueStream().mapToInt(tier -> tier.path("done").asInt()).sum())
        .as("tiers of " + learner)
        .isEqualTo(answers.done().size());
  }

  /** The relay works, nothing is late, nothing is parked and the log is not kept any more. */
  static void relayIsWell(Caller command, String after) {
    await("the relay never was well again after " + after)
        .atMost(LONG)
        .untilAsserted(() -> {
          JsonNode relay = command.get("/actuator/relay");
          assertThat(relay.path("state").asString()).as(relay.toString()).isEqualTo("STREAMING");
          assertThat(relay.at("/lag/events").asLong(-1)).as(relay.toString()).isZero();
          assertThat(relay.at("/slot/status").asString())
              .as(relay.toString())
              .isEqualTo("reserved");
          assertThat(relay.path("parkedTotal").asLong(-1)).as(relay.toString()).isZero();
        });
  }
}
