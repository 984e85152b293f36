package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.standalone.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A Slack that misbehaves, and a service that dies in the middle: every finish is told, in the
 * order of its channel, and repeated once at most for each fault; other channels do not notice.
 */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = "[1-9]\\d{0,2}")
class SlackFaultsIT {
  private static final int TIERS = 3;
  private static int runs;

  private final Platform platform = RunningTrilha.platform();
  private final Caller caller = RunningTrilha.caller();
  private final Learning learning = new Learning(caller);
  private final String name = "slack-fault-" + runs++;
  private final String channel = name + "-here";
  private final String other = name + "-there";

  @AfterEach
  void mendSlack() {
    order("{\"times\":0}");
  }

  @ParameterizedTest(name = "{0} (by a bot: {2})")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'status':429,'retryAfter':2,'times':3|0|false",
        "'status':500,'times':3|0|false",
        "'status':503,'times':3|0|true",
        "'hangMillis':9000,'times':1|1|false",
        "'drop':true,'times':1|1|false",
        "'drop':true,'times':1|1|true",
        "'error':'internal_error','times':2|0|true",
        "'error':'rate_limited','times':2|0|false",
      })
  void aMisbehavingSlackIsToldEverythingInOrder(String fault, int repeats, boolean bot)
      throws Exception {
    List<String> tiers = tiers();
    learning.team(name, platform.slackWebhook(channel).toString(), name + "-ana");
    learning.team(name + "-2", platform.slackWebhook(other).toString(), name + "-bia");
    if (bot) {
      caller.put(
          "/v1/teams/%s/slack".formatted(name),
          "{\"channel\":\"#%s\",\"botToken\":\"xoxb-0123456789\"}".formatted(channel));
    }
    order("{%s,\"channel\":\"%s\"}".formatted(fault.replace('\'', '"'), channel));

    for (int tier = 0; tier < TIERS; tier++) {
      finish(name + "-ana", tier);
      finish(name + "-bia", tier);
      int finished = tier + 1;
      await("the other channel never heard of tier " + finished)
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() ->
              assertThat(learning.told(other))
                  .containsExactlyElementsOf(named(name + "-bia", tiers.subList(0, finished))));
    }

    isTold(channel, named(name + "-ana", tiers), repeats);
  }

  @Test
  void aSlackThatWasAwayIsToldAllThatPiledUpInAFewMessages() throws Exception {
    int people = 8;
    List<String> tiers = tiers();
    List<String> learners = IntStream.range(0, people).mapToObj(i -> name + "-" + i).toList();
    learning.team(name, platform.slackWebhook(channel).toString(), learners.toArray(String[]::new));
    order("{\"status\":503,\"times\":1000000,\"channel\":\"%s\"}".formatted(channel));

    for (int tier = 0; tier < TIERS; tier++) {
      for (String learner : learners) {
        finish(learner, tier);
      }
    }
    for (String learner : learners) {
      learning.progressShows(learner, name, TIERS * 10);
    }
    await("not all was planned")
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            caller
                    .get("/v1/notifications?limit=200&status=PENDING&team=" + name)
                    .path("entries")
                    .size()
                == people * TIERS);
    assertThat(learning.messages(channel)).isEmpty();
    order("{\"times\":0}");

    List<String> all = new ArrayList<>();
    learners.forEach(learner -> all.addAll(named(learner, tiers)));
    await("not all was told when Slack was back")
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(
            () -> assertThat(learning.told(channel)).containsExactlyInAnyOrderElementsOf(all));
    assertThat(learning.messages(channel)).as("told together").hasSizeLessThanOrEqualTo(3);
    for (String learner : learners) {
      assertThat(learning.told(channel).stream().filter(one -> one.startsWith(learner + "/")))
          .containsExactlyElementsOf(named(learner, tiers));
    }
  }

  @Test
  void killedBetweenSendingAndStoringRepeatsOnceAtMost() throws Exception {
    List<String> tiers = tiers();
    learning.team(name, platform.slackWebhook(channel).toString(), name + "-ana");
    // Slack has it, and says so after the service is dead.
    order("{\"hangMillis\":6000,\"times\":1,\"channel\":\"%s\"}".formatted(channel));
    finish(name + "-ana", 0);
    await("Slack never got it")
        .atMost(Duration.ofMinutes(1))
        .until(() -> learning.messages(channel).size() == 1);

    OptionalLong before = platform.part("notification").pid();
    platform.part("notification").kill();
    await("the service never came back")
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            !platform.part("notification").pid().equals(before)
                && platform.part("notification").awaitReady(Duration.ofMinutes(1)));

    finish(name + "-ana", 1);
    isTold(channel, named(name + "-ana", tiers.subList(0, 2)), 1);
  }

  private List<String> tiers() {
    learning.roadmapOf(name, TIERS);
    return IntStream.rangeClosed(1, TIERS).mapToObj(i -> "Tier number " + i).toList();
  }

  private void finish(String learner, int tier) {
    Learning.leaves(caller.get("/v1/roadmaps/" + name).path("children").path(tier))
        .forEach(leaf -> learning.tick(learner, name, leaf));
  }

  /** All of it, in its order, and of no finish more than one repeat for each that is allowed. */
  private void isTold(String where, List<String> finishes, int repeats) {
    await("not everything was told at " + where)
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() ->
            assertThat(new LinkedHashSet<>(learning.told(where)))
                .containsExactlyElementsOf(finishes));
    await("everything ends as delivered")
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            caller
                .get("/v1/notifications?limit=200&status=PENDING&team=" + name)
                .path("entries")
                .isEmpty());
    for (String finish : finishes) {
      assertThat(Collections.frequency(learning.told(where), finish))
          .as("times that %s was told", finish)
          .isBetween(1, 1 + repeats);
    }
  }

  private static List<String> named(String learner, List<String> tiers) {
    return tiers.stream().map(tier -> learner + "/" + tier).toList();
  }

  private void order(String fault) {
    caller.put("/slack/faults", fault);
  }
}
