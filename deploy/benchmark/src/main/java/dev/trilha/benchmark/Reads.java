package dev.trilha.benchmark;

import static dev.trilha.benchmark.Session.millis;

import dev.trilha.benchmark.load.LoadOrder;
import dev.trilha.benchmark.load.LoadResult;
import dev.trilha.benchmark.load.Ticks;
import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.Server;
import dev.trilha.benchmark.report.Figures;
import dev.trilha.embedded.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What query-service answers, about those who walked the road, while nobody walks. Each question as
 * fast as answers come, and then at half of that rate, where the time is taken.
 */
final class Reads {
  private static final int TEAMS = 10;
  private static final int MEMBERS = 50;
  private static final int NEIGHBOURS = 11;

  /** Different addresses of a question, asked at random. */
  private static final int ADDRESSES = 1_000;

  private final Session session;

  Reads(Session session) {
    this.session = session;
  }

  /**
   * @param name of the figures
   */
  private record Question(String name, List<String> addresses) {}

  void run(Server command, Server query) throws InterruptedException {
    session.say("putting %,d learners on one roadmap".formatted(session.plan().crowd()));
    prepare(new Api(command), new Api(query));
    Crowd.fill(query.database(), session.plan().crowd());
    session.figures().count("crowd", session.plan().crowd());
    List<Question> questions = questions(walkers(query.database()), session.plan().crowd());
    for (Question question : questions) {
      session.warmUp(
          order(question, query, session.plan().warmUpSlice()), session.plan().othersWarmUp());
    }
    for (int round = 1; round <= session.plan().readRounds(); round++) {
      for (Question question : questions) {
        ask("reads " + round, question, query);
      }
    }
  }

  private static void prepare(Api command, Api query) throws InterruptedException {
    command.publishRoadmap(Crowd.ROADMAP);
    query.await("/v1/roadmaps/" + Crowd.ROADMAP, "\"version\":1");
    for (int team = 0; team < TEAMS; team++) {
      int first = team * MEMBERS;
      command.formTeam(
          team(team), IntStream.range(first, first + MEMBERS).mapToObj(Ticks::learnerId).toList());
    }
    for (int team = 0; team < TEAMS; team++) {
      query.await("/v1/teams/" + team(team), "\"version\":%d".formatted(1 + MEMBERS));
    }
  }

  /** Learners who ticked, some more and some less. */
  private static List<String> walkers(Database reads) {
    List<String> walkers = new ArrayList<>();
    try (Connection connection = reads.connect();
        var query =
            connection.prepareStatement(
                "select learner_id from enrollment where roadmap_id = ? limit " + ADDRESSES)) {
      query.setString(1, Ticks.ROADMAP);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          walkers.add(rows.getString(1));
        }
      }
      return walkers;
    } catch (SQLException e) {
      throw new BenchmarkFailed("the walkers cannot be looked up: " + e.getMessage(), e);
    }
  }

  private static String team(int number) {
    return "benchmark-" + number;
  }

  private static List<Question> questions(List<String> walkers, int crowd) {
    var random = new SplittableRandom(crowd);
    return List.of(
        new Question(
            "progress",
            walkers.stream()
                .map(learner -> "/v1/learners/%s/roadmaps/%s".formatted(learner, Ticks.ROADMAP))
                .toList()),
        new Question(
            "team_board",
            IntStream.range(0, TEAMS)
                .boxed()
                .flatMap(team ->
                    List.of("all", "month", "week").stream()
                        .map(period ->
                            "/v1/teams/%s/leaderboard?roadmap=%s&period=%s"
                                .formatted(team(team), Ticks.ROADMAP, period)))
                .toList()),
        new Question(
            "rank",
            IntStream.range(0, ADDRESSES)
                .mapToObj(_ ->
                    "/v1/roadmaps/%s/leaderboard?limit=%d&around=%s"
                        .formatted(
                            Crowd.ROADMAP, NEIGHBOURS, Crowd.learner(random.nextInt(1, crowd + 1))))
                .toList()));
  }

  private static LoadOrder order(Question question, Server query, Duration time) {
    return LoadOrder.reads(question.name(), query.port(), question.addresses(), millis(time));
  }

  private void ask(String round, Question question, Server query) {
    Figures figures = session.figures();
    LoadOrder order = order(question, query, session.plan().reads());
    double perSecond = session.run(round, order).ackedPerSecond();
    LoadResult half = session.run(round, order.at(perSecond / 2));
    figures.measure(question.name() + "_reads_per_s", perSecond);
    figures.measure(question.name() + "_read_ms_p50", half.times().p50());
    figures.measure(question.name() + "_read_ms_p99", half.times().p99());
    session.say(
        "%s: %,.0f %s/s; at half of it answered in %.1f ms (p99)"
            .formatted(round, perSecond, question.name(), half.times().p99()));
  }
}
