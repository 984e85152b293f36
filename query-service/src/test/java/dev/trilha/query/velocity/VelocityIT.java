package dev.trilha.query.velocity;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapEvent.PlanMapped;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Ana did a leaf 30 days ago, chose both of the two tools 20 and 10 days ago, and works on two
 * items; Bia did one today.
 */
class VelocityIT extends RunningService {
  private final String team = fresh("core");
  private final String roadmap = fresh("java");
  private final String ana = fresh("a");
  private final String bia = fresh("b");
  private final Instant now = Instant.now();

  @BeforeEach
  void walk() {
    List<RoadmapNode> children = new ArrayList<>(Curriculum.children());
    children.add(Curriculum.plan());
    feed.event(0, new RoadmapPublished(new RoadmapId(roadmap), 1, "Java", "en", children));
    feed.event(
        1,
        new PlanMapped(
            new RoadmapId(roadmap),
            1,
            List.of(new PlanMapping(new NodeId("early"), List.of(new NodeId("tier-1"))))));
    feed.event(0, new TeamFormed(new TeamId(team), "Core"));
    feed.event(1, new MemberJoined(new TeamId(team), new LearnerId(ana)));
    feed.event(2, new MemberJoined(new TeamId(team), new LearnerId(bia)));
    Walk first = Walk.of(ana, roadmap);
    feed.event(0, first.enrolled());
    feed.event(1, first.planStarted(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(8)));
    feed.event(
        2,
        first.completed(ago(30), "records", 1, tally("tier-1", 1, 0, 3), tally("basics", 1, 0, 2)));
    feed.event(
        3, first.completed(ago(20), "maven", 2, tally("tier-1", 2, 0, 3), tally("tools", 1, 0, 1)));
    feed.event(
        4,
        first.completed(ago(10), "gradle", 2, tally("tier-1", 2, 0, 3), tally("tools", 1, 0, 1)));
    feed.event(5, first.started(ago(3), "unit", 2, tally("tier-2", 0, 0, 3)));
    feed.event(6, first.started(ago(9), "jdbc", 2, tally("tier-2", 0, 0, 3)));
    feed.event(7, first.completed(ago(2), "daily", 2, tally("habits", 1, 0, 1)));
    Walk second = Walk.of(bia, roadmap);
    feed.event(0, second.enrolled());
    feed.event(1, second.started(ago(5), "unit", 0, tally("tier-2", 0, 0, 3)));
    feed.event(2, second.completed(now, "jdbc", 1, tally("tier-2", 1, 0, 3)));
    client.progressAt(ana, roadmap, 8);
    client.progressAt(bia, roadmap, 3);
    client.eventually(
        "/v1/teams/" + team, shown -> assertThat(shown.path("members").size()).isEqualTo(2));
    client.eventually(
        "/v1/roadmaps/" + roadmap, tree -> assertThat(tree.at("/plan/rows").size()).isEqualTo(1));
  }

  private Instant ago(int days) {
    return now.minus(days, ChronoUnit.DAYS);
  }

  private JsonNode velocity(String whose, String query) {
    Answer answer = client.get("/v1/%s/velocity?roadmap=%s%s".formatted(whose, roadmap, query));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** By how many days ago; without the empty ones. */
  private List<String> byDaysAgo(JsonNode velocity) {
    LocalDate today = LocalDate.parse(velocity.path("today").asString());
    JsonNode buckets = velocity.path("buckets");
    return IntStream.range(0, buckets.size())
        .mapToObj(buckets::path)
        .filter(bucket -> bucket.path("leaves").asInt() > 0)
        .map(bucket ->
            "%d: %d"
                .formatted(
                    ChronoUnit.DAYS.between(LocalDate.parse(bucket.path("from").asString()), today),
                    bucket.path("leaves").asInt()))
        .toList();
  }

  private String since(int days, String zone) {
    return "&bucket=day&from=%s&to=%s&zone=%s"
        .formatted(
            LocalDate.ofInstant(ago(days), ZoneId.of(zone)),
            LocalDate.ofInstant(now, ZoneId.of(zone)).plusDays(2),
            zone);
  }

  @Test
  void countsEachLeafOnceOnTheDayOfTheZone() {
    for (String zone : List.of("UTC", "Asia/Kathmandu", "Pacific/Apia")) {
      JsonNode learner = velocity("learners/" + ana, since(60, zone));
      assertThat(byDaysAgo(learner)).as(zone).containsExactly("30: 1", "20: 1");
      assertThat(learner.path("timeZone").asString()).isEqualTo(zone);
      assertThat(byDaysAgo(velocity("teams/" + team, since(60, zone))))
          .as(zone)
          .containsExactly("30: 1", "20: 1", "0: 1");
    }
  }

  @Test
  void hasTwelveBucketsUnlessAskedOtherwise() {
    JsonNode weeks = velocity("teams/" + team, "").path("buckets");
    JsonNode months = velocity("teams/" + team, "&bucket=month").path("buckets");

    assertThat(weeks.size()).isEqualTo(12);
    assertThat(months.size()).isEqualTo(12);
    assertThat(weeks.path(11).path("over").asBoolean()).isFalse();
    assertThat(weeks.path(10).path("over").asBoolean()).isTrue();
    assertThat(months.valueStream().mapToInt(month -> month.path("leaves").asInt()).sum())
        .isEqualTo(3);
  }

  @Test
  void aBucketIsAveragedWithTheThreeBeforeIt() {
    JsonNode buckets = velocity("learners/" + ana, since(19, "UTC")).path("buckets");

    assertThat(buckets.path(0).path("average").asDouble())
        .as("20 days ago, and today's 0")
        .isEqualTo(0.25);
    assertThat(buckets.path(2).path("average").asDouble()).isEqualTo(0.25);
    assertThat(buckets.path(3).path("average").asDouble()).isZero();
  }

  @Test
  void daysThatHaveNotComeHaveNoBucket() {
    JsonNode tomorrow =
        velocity(
            "learners/" + ana,
            "&zone=UTC&bucket=day&from=" + LocalDate.now(ZoneOffset.UTC).plusDays(3));

    assertThat(tomorrow.path("buckets").size()).isZero();
  }

  @Test
  void saysWhatIsLeftAndThatTwoWeeksAreTooFewForAForecast() {
    JsonNode forecast = velocity("learners/" + ana, "&bucket=month").path("forecast");

    assertThat(forecast.path("remaining").asInt()).isEqualTo(4);
    assertThat(forecast.path("basedOn").asInt()).isLessThan(3);
    assertThat(forecast.path("expected").isNull()).isTrue();
    assertThat(velocity("teams/" + team, "").path("forecast").path("remaining").asInt())
        .isEqualTo(9);
  }

  @Test
  void forecastsFromTheWeeksThatAreOver() {
    JsonNode forecast = velocity("learners/" + ana, "&zone=UTC").path("forecast");

    assertThat(forecast.path("basedOn").asInt()).as("weeks since the first leaf").isBetween(4, 5);
    assertThat(forecast.path("fast").asDouble()).isEqualTo(1);
    assertThat(forecast.path("earliest").asString())
        .isEqualTo(LocalDate.now(ZoneOffset.UTC).plusDays(28).toString());
  }

  @Test
  void setsThePlanAgainstWhatIsDone() {
    JsonNode plan = velocity("teams/" + team, "").path("plan");

    assertThat(plan.path("learners").asInt()).isEqualTo(1);
    assertThat(plan.path("planned").asInt()).isEqualTo(3);
    assertThat(plan.path("done").asInt()).isEqualTo(2);
    assertThat(plan.path("late").asInt()).isEqualTo(1);
    assertThat(plan.path("daysLate").asInt()).isBetween(1, 2);
    assertThat(velocity("learners/" + bia, "").path("plan").isNull()).isTrue();
  }

  @Test
  void namesWhatDoesNotMoveTheLongestFirst() {
    JsonNode ofTeam = velocity("teams/" + team, "").path("stuck");
    JsonNode learner = velocity("learners/" + bia, "").path("stuck");

    assertThat(ofTeam.findValuesAsString("itemId")).containsExactly("jdbc", "unit");
    assertThat(ofTeam.path(1).path("learners").asInt()).isEqualTo(2);
    assertThat(ofTeam.path(1).path("title").asString()).isEqualTo("The unit");
    assertThat(Instant.parse(ofTeam.path(1).path("since").asString()))
        .isCloseTo(ago(5), org.assertj.core.api.Assertions.within(1, ChronoUnit.MILLIS));
    assertThat(learner.findValuesAsString("itemId")).containsExactly("unit");
  }

  @Test
  void allRoadmapsTogether() {
    String other = fresh("kotlin");
    feed.event(0, Curriculum.published(other, 1));
    Walk walk = Walk.of(ana, other);
    feed.event(0, walk.enrolled());
    feed.event(1, walk.completed(ago(20), "jdbc", 1, tally("tier-2", 1, 0, 3)));
    client.progressAt(ana, other, 2);

    client.eventually(
        "/v1/learners/%s/velocity?zone=UTC&bucket=month".formatted(ana),
        velocity -> {
          assertThat(velocity.path("roadmapId").isNull()).isTrue();
          assertThat(
                  velocity
                      .path("buckets")
                      .valueStream()
                      .mapToInt(bucket -> bucket.path("leaves").asInt())
                      .sum())
              .isEqualTo(3);
          assertThat(velocity.path("forecast").path("remaining").asInt()).isEqualTo(4 + 5);
        });
  }

  @Test
  void whatSaysTheSameIsNotSentAgain() {
    String path = "/v1/teams/%s/velocity".formatted(team);
    Answer first = client.get(path);

    assertThat(client.get(path, "If-None-Match", first.header("ETag")).status()).isEqualTo(304);
    assertThat(first.json().path("asOf").asString()).isNotBlank();
    assertThat(first.json().path("version").asLong()).isPositive();
  }
}
