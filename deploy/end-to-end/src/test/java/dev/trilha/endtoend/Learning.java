package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What learners, teams and their channels see, by the words of the trade. */
final class Learning {
  private static final Pattern FINISH =
      Pattern.compile("\\*([^*]+)\\* concluiu o nível \\*([^*]+)\\*");

  private final Caller writes;
  private final Caller reads;

  Learning(Caller caller) {
    this(caller, caller);
  }

  /** Without a gateway in front of the services. */
  Learning(Caller writes, Caller reads) {
    this.writes = writes;
    this.reads = reads;
  }

  /** Publishes a roadmap with so many tiers of ten leaves each, and waits until it can be read. */
  JsonNode roadmapOf(String roadmap, int tiers) {
    StringBuilder document = new StringBuilder("# Roadmap " + roadmap + "\n");
    for (int tier = 1; tier <= tiers; tier++) {
      document.append("\n## Tier number ").append(tier).append('\n');
      for (int topic = 1; topic <= 2; topic++) {
        document.append("\n### Topic ").append(tier).append(" dot ").append(topic).append('\n');
        for (int item = 1; item <= 5; item++) {
          document.append("- [ ] Subject %d of topic %d in tier %d%n".formatted(item, topic, tier));
        }
      }
    }
    writes.publish(roadmap, document.toString());
    return sees("roadmap " + roadmap, "/v1/roadmaps/" + roadmap);
  }

  /** Forms a team with these members and the local Slack as its channel. */
  void team(String team, String webhook, String... members) {
    team(team, List.of(members));
    writes.put("/v1/teams/%s/slack".formatted(team), "{\"webhookUrl\":\"%s\"}".formatted(webhook));
  }

  /** Forms a team with these members. */
  void team(String team, List<String> members) {
    writes.put("/v1/teams/" + team, "{\"name\":\"Team %s\"}".formatted(team));
    for (String member : members) {
      writes.put("/v1/teams/%s/members/%s".formatted(team, member));
    }
  }

  JsonNode tick(String learner, String roadmap, String item) {
    return writes.put(item(learner, roadmap, item));
  }

  JsonNode untick(String learner, String roadmap, String item) {
    return writes.delete(item(learner, roadmap, item));
  }

  private static String item(String learner, String roadmap, String item) {
    return "/v1/learners/%s/roadmaps/%s/items/%s".formatted(learner, roadmap, item);
  }

  JsonNode progress(String learner, String roadmap) {
    return reads.get("/v1/learners/%s/roadmaps/%s".formatted(learner, roadmap));
  }

  /** The learner's done leaves, once the read side has seen them. */
  void progressShows(String learner, String roadmap, int done) {
    await()
        .alias("progress of %s never showed %d done".formatted(learner, done))
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(progress(learner, roadmap).path("done").asInt()).isEqualTo(done));
  }

  /** The members of a team by rank. */
  Map<String, Integer> ranks(String team, String roadmap) {
    Map<String, Integer> ranks = new HashMap<>();
    board(team, roadmap)
        .forEach(
            entry -> ranks.put(entry.path("learnerId").asString(), entry.path("rank").asInt()));
    return ranks;
  }

  /** How many leaves each member of a team has done, as its leaderboard says. */
  Map<String, Integer> done(String team, String roadmap) {
    Map<String, Integer> done = new HashMap<>();
    board(team, roadmap)
        .forEach(entry -> done.put(entry.path("learnerId").asString(), entry.path("done").asInt()));
    return done;
  }

  private JsonNode board(String team, String roadmap) {
    return reads
        .get("/v1/teams/%s/leaderboard?roadmap=%s&period=all".formatted(team, roadmap))
        .path("entries");
  }

  /** What the local Slack got in a channel. */
  List<JsonNode> messages(String channel) {
    List<JsonNode> messages = new ArrayList<>();
    reads.get("/slack/messages?channel=" + channel).path("messages").forEach(messages::add);
    messages.sort(Comparator.comparingLong(message -> message.path("id").asLong()));
    return messages;
  }

  /**
   * The finished tiers that a channel was told of, alone or in a list, in their order: {@code
   * learner/title}.
   */
  List<String> told(String channel) {
    List<String> told = new ArrayList<>();
    for (JsonNode message : messages(channel)) {
      Matcher finish = FINISH.matcher(message.path("blocks").toString());
      while (finish.find()) {
        told.add(finish.group(1) + "/" + finish.group(2));
      }
    }
    return told;
  }

  /** The leaves below a node of a tree as it is read. */
  static List<String> leaves(JsonNode node) {
    List<String> leaves = new ArrayList<>();
    if (node.path("leaf").asBoolean(false)) {
      leaves.add(node.path("id").asString());
    }
    node.path("children").forEach(child -> leaves.addAll(leaves(child)));
    return leaves;
  }

  private JsonNode sees(String what, String path) {
    return await()
        .alias(what + " could never be read")
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsMatching(AssertionError.class::isInstance)
        .until(() -> reads.get(path), node -> !node.isMissingNode());
  }
}
