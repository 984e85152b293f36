package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.support.Completions;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.SectionTally;
import dev.trilha.testservers.SharedServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Ten thousand finished tiers while Slack is away; minutes, so only where it is asked for. */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = "[1-9]\\d{0,2}")
class BacklogIT {
  private static final int FINISHES = 10_000;
  private static final int TEAMS = 20;
  private static final int TOGETHER = 40;
  private static final Pattern TITLE = Pattern.compile("Tier no\\. (\\d+)\\*");

  private final SlackStub slack = new SlackStub();
  private final String kafka = SharedServers.kafka().bootstrapServers();
  private final Records records = new Records(kafka);

  @AfterEach
  void stop() {
    records.close();
    slack.close();
  }

  @Test
  void everyChannelIsToldEverythingInOrderTogetherAndOnce() {
    Records.createTopics(kafka);
    try (RunningService service =
        RunningService.start(
            SharedServers.freshDatabase(),
            kafka,
            slack,
            Map.of(
                "trilha.delivery.together", Integer.toString(TOGETHER),
                "trilha.delivery.longest-pause", "2s",
                "trilha.delivery.attempts", "100",
                "trilha.celebration.grace", "1s"))) {
      for (int team = 0; team < TEAMS; team++) {
        records.team(team(team), learner(team));
        int mine = team;
        patiently("team " + team + " never arrived")
            .until(() -> service.subscribe(team(mine), slack.webhook(team(mine))).status() == 200);
      }
      slack.isAway(true);
      Instant begin = Instant.now();
      IntStream.range(0, FINISHES).forEach(i -> records.send(finish(i)));
      patiently("not all was planned while Slack was away")
          .atMost(Duration.ofMinutes(10))
          .until(() ->
              service.count("select count(*) from delivery where status = 'PENDING'") == FINISHES);
      Instant planned = Instant.now();
      assertThat(IntStream.range(0, TEAMS).mapToObj(i -> slack.messages(team(i)).size()))
          .containsOnly(0);

      slack.isAway(false);
      patiently("not all was delivered when Slack was back")
          .atMost(Duration.ofMinutes(10))
          .until(() ->
              service.count("select count(*) from delivery where status = 'DELIVERED'")
                  == FINISHES);
      patiently("the sagas never ended")
          .until(() -> service.count("select count(*) from saga") == 0);

      int messages = 0;
      for (int team = 0; team < TEAMS; team++) {
        int mine = team;
        messages += slack.messages(team(team)).size();
        assertThat(told(team(team)))
            .as("what %s was told", team(team))
            .containsExactlyElementsOf(
                IntStream.range(0, FINISHES).filter(i -> i % TEAMS == mine).boxed().toList());
      }
      int fewest = FINISHES / TOGETHER;
      System.out.printf(
          "%d finishes planned in %d s, told in %d messages within %d s%n",
          FINISHES,
          Duration.between(begin, planned).toSeconds(),
          messages,
          Duration.between(planned, Instant.now()).toSeconds());
      assertThat(messages).isBetween(fewest, fewest + 2 * TEAMS);
    }
  }

  private List<Integer> told(String channel) {
    var told = new ArrayList<Integer>();
    for (String body : slack.bodies(channel)) {
      Matcher title = TITLE.matcher(Json.mapper().readTree(body).path("blocks").toString());
      while (title.find()) {
        told.add(Integer.valueOf(title.group(1)));
      }
    }
    return told;
  }

  private static TierCompleted finish(int number) {
    var tier = new NodeId("tier-" + number);
    return new TierCompleted(
        new LearnerId(learner(number % TEAMS)),
        Completions.ROADMAP,
        1,
        tier,
        "Tier no. " + number,
        "Trilha Backend",
        Instant.now(),
        1,
        0,
        2,
        new SectionTally(tier, 1, 0, 1),
        null);
  }

  private static String team(int number) {
    return "backlog-" + number;
  }

  private static String learner(int number) {
    return "backlog-learner-" + number;
  }
}
