package dev.trilha.query.velocity;

import dev.trilha.query.form.Tag;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.inbox.Freshness.Read;
import dev.trilha.query.learner.Profiles;
import dev.trilha.query.learner.TimeZones;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Completions;
import dev.trilha.query.progress.Progress;
import dev.trilha.query.team.Teams;
import dev.trilha.query.velocity.VelocityRequest.Days;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.Topic;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StreakController {
  private static final int USUAL_DAYS = 365;
  private static final int MOST_DAYS = 366;

  private final Completions completions;
  private final Progress progress;
  private final Profiles profiles;
  private final Teams teams;
  private final Freshness freshness;
  private final TransactionOperations snapshot;
  private final Clock clock;

  StreakController(
      Completions completions,
      Progress progress,
      Profiles profiles,
      Teams teams,
      Freshness freshness,
      TransactionOperations snapshot,
      Clock clock) {
    this.completions = completions;
    this.progress = progress;
    this.profiles = profiles;
    this.teams = teams;
    this.freshness = freshness;
    this.snapshot = snapshot;
    this.clock = clock;
  }

  /**
   * @param timeZone by which days are told
   * @param today there
   * @param current days in a row with a leaf, up to today, or up to yesterday as long as today has
   *     none
   * @param longest days in a row that there ever were
   * @param lastDay the newest day with a leaf; absent when there never was one
   * @param from the first day of the calendar
   * @param to the last day of the calendar
   * @param days of the calendar, the earliest first; without those that have no leaves
   * @param version how many records of the topics are in the answer
   */
  record StreakView(
      String learnerId,
      String timeZone,
      LocalDate today,
      int current,
      int longest,
      @Nullable LocalDate lastDay,
      LocalDate from,
      LocalDate to,
      List<DayView> days,
      @Nullable Instant asOf,
      long version) {
    private StreakView undated() {
      return new StreakView(
          learnerId, timeZone, today, current, longest, lastDay, from, to, days, null, 0);
    }
  }

  record DayView(LocalDate day, int leaves) {}

  /**
   * Days on which the learner completed leaves, on all roadmaps.
   *
   * @param from the first day of the calendar; a year before {@code to} unless stated
   * @param to the last day of the calendar; today unless stated
   * @param zone by which days are told, unless it is the learner's
   */
  @GetMapping(path = "/v1/learners/{learnerId}/streak", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<StreakView> streak(
      @PathVariable LearnerId learnerId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    LocalDate first = VelocityRequest.day("from", from);
    LocalDate last = VelocityRequest.day("to", to);
    ZoneId stated = TimeZones.stated(zone);
    StreakView view = snapshot.execute(_ -> read(learnerId, first, last, stated));
    return ResponseEntity.ok().eTag(Tag.of(view.undated())).body(view);
  }

  private StreakView read(
      LearnerId learnerId,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable ZoneId stated) {
    Read read = freshness.of(Topic.ENROLLMENT, Topic.LEARNER_PROFILE, Topic.ROADMAP);
    ZoneId zone = stated == null ? profiles.timeZone(learnerId) : stated;
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate last = to;
    if (last == null) {
      last = from == null ? today : from.plusDays(USUAL_DAYS - 1);
    }
    LocalDate first = from == null ? last.minusDays(USUAL_DAYS - 1) : from;
    Days days = VelocityRequest.days(first, last, MOST_DAYS);
    List<Instant> completed = completions.of(learnerId);
    if (completed.isEmpty() && !isKnown(learnerId)) {
      throw ProblemException.unknown(learnerId);
    }
    Streak streak = Streak.of(completed, zone, today);
    return new StreakView(
        learnerId.value(),
        zone.getId(),
        today,
        streak.current(),
        streak.longest(),
        streak.lastDay(),
        days.from(),
        days.to(),
        streak.leaves().subMap(days.from(), true, days.to(), true).entrySet().stream()
            .map(day -> new DayView(day.getKey(), day.getValue()))
            .toList(),
        read.asOf(),
        read.version());
  }

  private boolean isKnown(LearnerId learner) {
    List<String> ids = List.of(learner.value());
    return !progress.standings(ids, null).isEmpty()
        || !profiles.of(ids).isEmpty()
        || teams.hasMember(learner);
  }
}
