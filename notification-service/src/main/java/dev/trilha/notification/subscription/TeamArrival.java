package dev.trilha.notification.subscription;

import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.team.Teams;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Duration;

/** A team that was formed a moment ago is on its way here. */
final class TeamArrival {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Teams teams;
  private final Duration patience;

  TeamArrival(Teams teams, Duration patience) {
    this.teams = teams;
    this.patience = patience;
  }

  void await(TeamId team) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!teams.exists(team)) {
      if (System.nanoTime() - giveUp >= 0) {
        throw unknown(team);
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unknown(team);
      }
    }
  }

  static ProblemException unknown(TeamId team) {
    return new ProblemException(ProblemType.UNKNOWN_TEAM, "there is no team " + team);
  }
}
