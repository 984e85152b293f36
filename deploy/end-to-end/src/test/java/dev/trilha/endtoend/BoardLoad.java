package dev.trilha.endtoend;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * A small known load: what the boards have to show is counted here, by hand.
 *
 * <pre>
 *              three weeks ago   two weeks ago         last week   this week
 * north  ana   branch            merge, java           (go)        unit        4, Base finished in 8 days
 *        bea                     unit                              branch      2, opted out of leaderboards
 *        caio                    (get) put: API                                1, on the other roadmap
 *        total 1                 4                     0           2           7
 * south  duda                    branch, merge, go                             3, Base finished in 3 days
 * </pre>
 *
 * <p>What is in brackets counts for nothing: a second language where one is asked for, and half an
 * option of a choice.
 */
final class BoardLoad {
  static final String NORTH = "boards-north";
  static final String SOUTH = "boards-south";
  static final int LEAVES = 10;
  static final int TIERS = 2;
  static final int ACTIVE = 2;

  /** North 7 leaves in its four weeks, south 3 in its three. */
  static final double PER_WEEK = 7 / 4.0 + 3 / 3.0;

  private static final String FIRST =
      """
      # Boards

      ## Base

      ### Git
      - [ ] Branch
      - [ ] Merge

      ### Language (choose one)
      - [ ] Java
      - [ ] Go

      ## Peak

      ### Testing
      - [ ] Unit
      - [ ] Real servers
      """;
  private static final String SECOND =
      """
      # Craft

      ## Craft

      ### Reading
      - [ ] Book

      ### Project (choose one)
      - [ ] API
        - [ ] Get
        - [ ] Put
      - [ ] Script
      """;

  private final Caller caller;
  private final Instant monday =
      LocalDate.now(ZoneOffset.UTC)
          .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
          .atTime(LocalTime.NOON)
          .toInstant(ZoneOffset.UTC);

  BoardLoad(Caller caller) {
    this.caller = caller;
  }

  /** Returns when the read side shows all of it. */
  void play() {
    caller.publish("boards", FIRST);
    caller.publish("boards-craft", SECOND);
    caller.put(
        "/v1/learners/boards-ana/profile",
        "{\"displayName\":\"Ana\",\"timeZone\":\"America/Sao_Paulo\"}");
    caller.put(
        "/v1/learners/boards-bea/profile",
        "{\"displayName\":\"Bea\",\"timeZone\":\"America/Sao_Paulo\",\"leaderboardOptOut\":true}");
    team(NORTH, List.of("boards-ana", "boards-bea", "boards-caio"));
    team(SOUTH, List.of("boards-duda"));

    tick("boards-ana", "base.git.branch", -21);
    tick("boards-ana", "base.git.merge", -14);
    tick("boards-ana", "base.language.java", -13);
    tick("boards-ana", "base.language.go", -7);
    now("boards-ana", "peak.testing.unit");
    tick("boards-bea", "peak.testing.unit", -14);
    now("boards-bea", "base.git.branch");
    for (String item : List.of("get", "put")) {
      caller.put(
          "/v1/learners/boards-caio/roadmaps/boards-craft/items/craft.project.api." + item,
          at(monday.minusSeconds(14 * 86_400L)));
    }
    tick("boards-duda", "base.git.branch", -14);
    tick("boards-duda", "base.git.merge", -13);
    tick("boards-duda", "base.language.go", -11);

    Learning learning = new Learning(caller);
    learning.progressShows("boards-ana", "boards", 4);
    learning.progressShows("boards-bea", "boards", 2);
    learning.progressShows("boards-caio", "boards-craft", 1);
    learning.progressShows("boards-duda", "boards", 3);
  }

  private void team(String team, List<String> members) {
    caller.put("/v1/teams/" + team, "{\"name\":\"%s\"}".formatted(team));
    members.forEach(member -> caller.put("/v1/teams/%s/members/%s".formatted(team, member)));
  }

  private void tick(String learner, String item, int days) {
    caller.put(path(learner, item), at(monday.plusSeconds(days * 86_400L)));
  }

  private void now(String learner, String item) {
    caller.put(path(learner, item));
  }

  private static String path(String learner, String item) {
    return "/v1/learners/%s/roadmaps/boards/items/%s".formatted(learner, item);
  }

  private static String at(Instant moment) {
    return "{\"at\":\"%s\"}".formatted(moment);
  }
}
