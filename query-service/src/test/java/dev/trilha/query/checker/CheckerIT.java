package dev.trilha.query.checker;

import static dev.trilha.query.Curriculum.fresh;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.RunningService;
import dev.trilha.query.checker.Node.Tally;
import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Everything that can be asked about a few teams, after a run with duplicates, replays and
 * interleavings, against what the events say. Another run: {@code -Dtrilha.seed=…}.
 */
class CheckerIT extends RunningService {
  private static final long SEED = Long.getLong("trilha.seed", System.nanoTime());
  private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");
  private static final int LEARNERS = 14;

  private final World world = new World(SEED, Instant.now());
  private final List<String> roadmaps = List.of(fresh("java"), fresh("kotlin"));
  private final List<String> learners =
      IntStream.range(0, LEARNERS).mapToObj(_ -> fresh("learner")).toList();
  private final List<String> teams = List.of(fresh("aurora"), fresh("boreal"), fresh("cirrus"));

  /** By learner, then by roadmap. */
  private final Map<String, Map<String, Truth>> truths = new HashMap<>();

  private final Map<String, Long> versions = new HashMap<>();
  private final Map<String, Set<String>> members = new HashMap<>();
  private final Set<String> hidden = new HashSet<>();

  @Test
  void answersWhatTheEventsSay() {
    System.out.println("CheckerIT: -Dtrilha.seed=" + SEED);
    happen();
    arrive();

    learners.forEach(this::checkLearner);
    roadmaps.forEach(this::checkRoadmapBoards);
    teams.forEach(this::checkTeam);
    checkTeamsBoards();
  }

  private void happen() {
    List<RoadmapNode> children =
        Stream.concat(World.TIERS.stream(), Stream.of(World.HABITS)).map(Node::published).toList();
    for (String roadmap : roadmaps) {
      feed.event(0, new RoadmapPublished(new RoadmapId(roadmap), 1, "Java", "en", children));
    }
    List<List<DomainEvent>> streams = new ArrayList<>();
    for (String learner : learners) {
      truths.put(learner, new HashMap<>());
      for (String roadmap : roadmaps) {
        if (world.upTo(5) > 0) {
          List<DomainEvent> events = world.enrollment(learner, roadmap);
          streams.add(events);
          truths.get(learner).put(roadmap, new Truth(events));
          versions.put(
              "/v1/learners/%s/roadmaps/%s".formatted(learner, roadmap), (long) events.size());
        }
      }
    }
    for (String team : teams) {
      List<DomainEvent> events = world.team(team, learners);
      streams.add(events);
      members.put(team, membersAfter(events));
      versions.put("/v1/teams/" + team, (long) events.size());
    }
    var delivery = world.delivery(streams);
    int half = delivery.size() / 2;
    introduce();
    feed.rawTogether(delivery.subList(0, half));
    introduce();
    feed.rawTogether(delivery.subList(half, delivery.size()));
  }

  private static Set<String> membersAfter(List<DomainEvent> events) {
    Set<String> members = new TreeSet<>();
    for (DomainEvent event : events) {
      if (event instanceof MemberJoined joined) {
        members.add(joined.learnerId().value());
      } else if (event instanceof MemberLeft left) {
        members.remove(left.learnerId().value());
      }
    }
    return members;
  }

  /** Some opt out, some are erased, some change their minds; what they said last holds. */
  private void introduce() {
    for (String learner : learners) {
      switch (world.upTo(6)) {
        case 0 -> {
          feed.profile(learner, "The " + learner, true);
          hidden.add(learner);
        }
        case 1 -> {
          feed.erased(learner);
          hidden.add(learner);
        }
        case 2 -> {
          feed.profile(learner, "The " + learner, false);
          hidden.remove(learner);
        }
        default -> {
          // Says nothing.
        }
      }
    }
  }

  private void arrive() {
    versions.forEach((path, version) ->
        client.eventually(
            path, shown -> assertThat(shown.path("version").asLong()).isEqualTo(version)));
    await()
        .alias("who is hidden never became known")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    jdbc.sql("SELECT learner_id FROM hidden_learner WHERE learner_id = ANY (?)")
                        .param(learners.toArray(String[]::new))
                        .query((row, _) -> row.getString(1))
                        .set())
                .isEqualTo(hidden));
  }

  private Map<String, Truth> truthsOf(String learner) {
    return truths.getOrDefault(learner, Map.of());
  }

  private Set<String> membersOf(String team) {
    return members.getOrDefault(team, Set.of());
  }

  private JsonNode get(String path) {
    Answer answer = client.get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void checkLearner(String learner) {
    truthsOf(learner)
        .forEach((roadmap, truth) -> {
          JsonNode progress = get("/v1/learners/%s/roadmaps/%s".formatted(learner, roadmap));
          Tally tally = truth.tally();
          assertThat(
                  List.of(
                      progress.path("done").asInt(),
                      progress.path("skipped").asInt(),
                      progress.path("total").asInt()))
              .as("progress of %s on %s, seed %d", learner, roadmap, SEED)
              .containsExactly(tally.done(), tally.skipped(), tally.total());
          assertThat(truth.completions()).as("the checker itself").hasSize(tally.done());
        });
    if (!truthsOf(learner).isEmpty()) {
      checkStreak(learner);
      checkVelocity("learners/" + learner, List.of(learner), null);
    }
  }

  private void checkStreak(String learner) {
    JsonNode streak = get("/v1/learners/%s/streak?zone=%s".formatted(learner, ZONE));
    Map<LocalDate, Integer> days = new TreeMap<>();
    completions(List.of(learner), null)
        .forEach(at -> days.merge(at.atZone(ZONE).toLocalDate(), 1, Integer::sum));
    LocalDate today = LocalDate.parse(streak.path("today").asString());
    Map<LocalDate, Integer> shown =
        streak
            .path("days")
            .valueStream()
            .collect(
                toMap(
                    day -> LocalDate.parse(day.path("day").asString()),
                    day -> day.path("leaves").asInt()));
    int longest = days.keySet().stream().mapToInt(day -> runUpTo(day, days)).max().orElse(0);

    assertThat(streak.path("longest").asInt()).as("streak, seed %d", SEED).isEqualTo(longest);
    assertThat(streak.path("current").asInt())
        .as("streak of today, seed %d", SEED)
        .isEqualTo(
            days.containsKey(today) ? runUpTo(today, days) : runUpTo(today.minusDays(1), days));
    days.keySet().removeIf(day -> day.isBefore(today.minusDays(364)));
    assertThat(shown).as("calendar, seed %d", SEED).isEqualTo(days);
  }

  private static int runUpTo(LocalDate day, Map<LocalDate, Integer> days) {
    return days.containsKey(day) ? 1 + runUpTo(day.minusDays(1), days) : 0;
  }

  private List<Instant> completions(Iterable<String> people, @Nullable String roadmap) {
    List<Instant> completions = new ArrayList<>();
    people.forEach(person ->
        truthsOf(person)
            .forEach((of, truth) -> {
              if (roadmap == null || of.equals(roadmap)) {
                completions.addAll(truth.completions());
              }
            }));
    return completions;
  }

  private void checkVelocity(String whose, Iterable<String> people, @Nullable String roadmap) {
    String path =
        "/v1/%s/velocity?bucket=week&zone=%s%s"
            .formatted(whose, ZONE, roadmap == null ? "" : "&roadmap=" + roadmap);
    JsonNode velocity = get(path);
    List<Instant> completions = completions(people, roadmap);
    List<Integer> all = new ArrayList<>();
    for (JsonNode bucket : velocity.path("buckets")) {
      LocalDate from = LocalDate.parse(bucket.path("from").asString());
      assertThat(bucket.path("leaves").asInt())
          .as("%s from %s, seed %d", path, from, SEED)
          .isEqualTo(Truth.between(completions, from, from.plusDays(6), ZONE));
      assertThat(bucket.path("average").asDouble())
          .as("average of %s from %s, seed %d", path, from, SEED)
          .isEqualTo(
              Math.round(
                      25.0 * Truth.between(completions, from.minusDays(21), from.plusDays(6), ZONE))
                  / 100.0);
      all.add(bucket.path("leaves").asInt());
    }
    checkForecast(velocity.path("forecast"), all.subList(all.size() - 9, all.size() - 1), path);
  }

  /** By the definition of a median, of as many weeks as there are from the first with a leaf. */
  private static void checkForecast(JsonNode forecast, List<Integer> lately, String path) {
    List<Integer> begun = new ArrayList<>(lately);
    while (!begun.isEmpty() && begun.getFirst() == 0) {
      begun.removeFirst();
    }
    begun.sort(null);
    int size = begun.size();
    assertThat(forecast.path("basedOn").asInt()).as(path).isEqualTo(size);
    if (size < 3) {
      assertThat(forecast.path("typical").isNull()).as(path).isTrue();
    } else {
      double median = (begun.get((size - 1) / 2) + begun.get(size / 2)) / 2.0;
      assertThat(forecast.path("typical").asDouble()).as(path).isEqualTo(median);
    }
  }

  private void checkRoadmapBoards(String roadmap) {
    for (boolean byShare : List.of(false, true)) {
      var contest = new Contest(byShare);
      for (String learner : learners) {
        Truth truth = truthsOf(learner).get(roadmap);
        if (truth != null && !hidden.contains(learner)) {
          Tally tally = truth.tally();
          contest.enter(learner, tally.done(), Truth.percent(tally.done(), tally));
        }
      }
      List<String> shown = new ArrayList<>();
      String path =
          "/v1/roadmaps/%s/leaderboard?limit=3&by=%s"
              .formatted(roadmap, byShare ? "share" : "leaves");
      String cursor = "";
      do {
        JsonNode page = get(path + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
        shown.addAll(Contest.lines(page));
        cursor = page.path("next").asString("");
      } while (!cursor.isEmpty());
      assertThat(shown).as("%s, seed %d", path, SEED).isEqualTo(contest.lines());
    }
  }

  private void checkTeam(String team) {
    for (String roadmap : Stream.concat(roadmaps.stream(), Stream.of("")).toList()) {
      String only = roadmap.isEmpty() ? null : roadmap;
      checkVelocity("teams/" + team, membersOf(team), only);
      for (String period : List.of("all", "month", "week")) {
        for (boolean byShare : List.of(false, true)) {
          String path =
              "/v1/teams/%s/leaderboard?limit=200&zone=%s&period=%s&by=%s%s"
                  .formatted(
                      team,
                      ZONE,
                      period,
                      byShare ? "share" : "leaves",
                      only == null ? "" : "&roadmap=" + only);
          JsonNode board = get(path);
          var contest = new Contest(byShare);
          for (String member : visible(team)) {
            Score score = score(member, only, board);
            contest.enter(member, score.done(), score.percent());
          }
          assertThat(Contest.lines(board)).as("%s, seed %d", path, SEED).isEqualTo(contest.lines());
        }
      }
    }
  }

  private List<String> visible(String team) {
    return membersOf(team).stream().filter(member -> !hidden.contains(member)).toList();
  }

  private record Score(int done, @Nullable Integer percent) {}

  /** In the days that the board says it is of. */
  private Score score(String learner, @Nullable String roadmap, JsonNode board) {
    List<Truth> of =
        truthsOf(learner).entrySet().stream()
            .filter(entry -> roadmap == null || entry.getKey().equals(roadmap))
            .map(Map.Entry::getValue)
            .toList();
    Tally tally = Truth.sum(of.stream().map(Truth::tally).toList());
    int done =
        board.path("from").isNull()
            ? tally.done()
            : Truth.between(
                completions(List.of(learner), roadmap),
                LocalDate.parse(board.path("from").asString()),
                LocalDate.parse(board.path("to").asString()),
                ZONE);
    return new Score(done, of.isEmpty() ? Integer.valueOf(0) : Truth.percent(done, tally));
  }

  private void checkTeamsBoards() {
    for (String period : List.of("all", "month", "week")) {
      String path =
          "/v1/leaderboards/teams?limit=1&zone=%s&period=%s&roadmap=%s"
              .formatted(ZONE, period, roadmaps.getFirst());
      for (String team : teams) {
        if (visible(team).isEmpty()) {
          assertThat(client.get(path + "&around=" + team).status()).isEqualTo(404);
          continue;
        }
        JsonNode board = get(path + "&around=" + team);
        JsonNode entry = board.path("entries").path(0);
        List<Score> scores =
            visible(team).stream()
                .map(member -> score(member, roadmaps.getFirst(), board))
                .toList();
        int done = scores.stream().mapToInt(Score::done).sum();
        List<Integer> percents =
            scores.stream().map(Score::percent).filter(Objects::nonNull).toList();
        assertThat(entry.path("done").asInt())
            .as("%s of %s, seed %d", path, team, SEED)
            .isEqualTo(done);
        assertThat(entry.path("members").asInt())
            .as("members, seed %d", SEED)
            .isEqualTo(scores.size());
        assertThat(entry.path("perMember").asDouble())
            .as("per member, seed %d", SEED)
            .isEqualTo(Math.floor(100.0 * done / scores.size()) / 100);
        assertThat(entry.path("percent").asInt(-1))
            .as("share, seed %d", SEED)
            .isEqualTo(
                percents.isEmpty()
                    ? -1
                    : percents.stream().mapToInt(Integer::intValue).sum() / percents.size());
      }
    }
  }
}
