package dev.trilha.notification.announcement;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamId;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A team's week. Whoever is on no leaderboard counts in its numbers and is in none of its lists.
 *
 * @param week its Monday
 * @param leaves completed by all members in it
 * @param leavesBefore in the week before
 * @param active members who completed any
 * @param finishes the newest last; cut when there are too many
 * @param finishesInAll how many there were
 * @param streaks the longest first
 * @param stuck who did nothing for a long time, and agreed to be named
 * @param plans who walks by a plan
 */
public record WeeklyDigest(
    TeamId teamId,
    String teamName,
    LocalDate week,
    int leaves,
    int leavesBefore,
    int active,
    int members,
    List<Finish> finishes,
    int finishesInAll,
    List<Streak> streaks,
    List<Stuck> stuck,
    List<Planned> plans)
    implements Announcement {

  /** What somebody finished: a tier, or the whole roadmap when it has no tier's title. */
  public record Finish(LearnerId learnerId, @Nullable String tierTitle, String roadmapTitle) {}

  /**
   * @param days in a row on which something was completed, up to the end of the week
   */
  public record Streak(LearnerId learnerId, int days) {}

  /**
   * @param days since something was last completed
   */
  public record Stuck(LearnerId learnerId, String roadmapTitle, int days) {}

  /**
   * @param planned leaves that should be done by the end of the week
   * @param done of what is planned at all
   */
  public record Planned(LearnerId learnerId, String roadmapTitle, int planned, int done) {}

  public WeeklyDigest {
    finishes = List.copyOf(finishes);
    streaks = List.copyOf(streaks);
    stuck = List.copyOf(stuck);
    plans = List.copyOf(plans);
  }

  @Override
  public AnnouncementKind kind() {
    return AnnouncementKind.WEEKLY_DIGEST;
  }

  @Override
  public Set<LearnerId> people() {
    var people = new HashSet<LearnerId>();
    finishes.forEach(finish -> people.add(finish.learnerId()));
    streaks.forEach(streak -> people.add(streak.learnerId()));
    stuck.forEach(one -> people.add(one.learnerId()));
    plans.forEach(plan -> people.add(plan.learnerId()));
    return people;
  }
}
