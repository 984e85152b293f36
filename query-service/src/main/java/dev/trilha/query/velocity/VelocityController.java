package dev.trilha.query.velocity;

import dev.trilha.query.form.Tag;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.inbox.Freshness.Read;
import dev.trilha.query.learner.Profiles;
import dev.trilha.query.learner.TimeZones;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Dwelling;
import dev.trilha.query.progress.Dwelling.Stuck;
import dev.trilha.query.progress.Plans;
import dev.trilha.query.progress.Plans.PlanStanding;
import dev.trilha.query.progress.Progress;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Member;
import dev.trilha.query.team.Teams;
import dev.trilha.query.velocity.Series.VelocityBucket;
import dev.trilha.query.velocity.Velocities.Question;
import dev.trilha.query.velocity.VelocityRequest.Days;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class VelocityController {
  private static final int MOST_BUCKETS = 400;
  private static final int USUAL_BUCKETS = 12;
  private static final int MOST_STUCK = 10;

  private final Velocities velocities;
  private final Progress progress;
  private final Dwelling dwelling;
  private final Plans plans;
  private final Roadmaps roadmaps;
  private final Teams teams;
  private final Profiles profiles;
  private final Freshness freshness;
  private final TransactionOperations snapshot;
  private final Clock clock;

  VelocityController(
      Velocities velocities,
      Progress progress,
      Dwelling dwelling,
      Plans plans,
      Roadmaps roadmaps,
      Teams teams,
      Profiles profiles,
      Freshness freshness,
      TransactionOperations snapshot,
      Clock clock) {
    this.velocities = velocities;
    this.progress = progress;
    this.dwelling = dwelling;
    this.plans = plans;
    this.roadmaps = roadmaps;
    this.teams = teams;
    this.profiles = profiles;
    this.freshness = freshness;
    this.snapshot = snapshot;
    this.clock = clock;
  }

  /**
   * @param learnerId or {@code teamId}: whose leaves they are
   * @param roadmapId absent when all roadmaps count together
   * @param timeZone by which days are told
   * @param today there
   * @param buckets the earliest first, those without leaves too; the last may not be over
   * @param plan against what is done; absent without a roadmap, and where nobody walks by its plan
   * @param stuck in progress for longest, of all learners together
   * @param version how many records of the topics are in the answer
   */
  record VelocityView(
      @Nullable String teamId,
      @Nullable String learnerId,
      @Nullable String roadmapId,
      String bucket,
      String timeZone,
      LocalDate today,
      List<VelocityBucket> buckets,
      Forecast forecast,
      @Nullable PlanStanding plan,
      List<Stuck> stuck,
      @Nullable Instant asOf,
      long version) {
    private VelocityView undated() {
      return new VelocityView(
          teamId, learnerId, roadmapId, bucket, timeZone, today, buckets, forecast, plan, stuck,
          null, 0);
    }
  }

  /**
   * The query parameters of both.
   *
   * @param roadmap absent for all roadmaps together
   * @param bucket day, week (from Monday) or month
   * @param from a day of the first bucket; twelve buckets before {@code to} unless stated
   * @param to a day of the last bucket; today unless stated
   * @param zone by which days are told, unless it is the learner's, or that of most of the team
   */
  record Asked(
      @Nullable RoadmapId roadmap,
      Bucket bucket,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable ZoneId zone) {
    private static Asked of(
        @Nullable RoadmapId roadmap,
        String bucket,
        @Nullable String from,
        @Nullable String to,
        @Nullable String zone) {
      return new Asked(
          roadmap,
          VelocityRequest.bucket(bucket),
          VelocityRequest.day("from", from),
          VelocityRequest.day("to", to),
          TimeZones.stated(zone));
    }

    private Days days(LocalDate today) {
      LocalDate last = to;
      if (last == null) {
        last = from == null ? today : bucket.plus(bucket.firstDay(from), USUAL_BUCKETS - 1L);
      }
      LocalDate first =
          from == null ? bucket.plus(bucket.firstDay(last), 1L - USUAL_BUCKETS) : from;
      return VelocityRequest.days(first, last, (long) (MOST_BUCKETS * bucket.days()));
    }
  }

  private record Subject(@Nullable String teamId, @Nullable String learnerId, List<String> ids) {}

  /** Of all members that the team has now, whatever they did before they joined included. */
  @GetMapping("/teams/{teamId}/velocity")
  ResponseEntity<VelocityView> team(
      @PathVariable TeamId teamId,
      @RequestParam(required = false) @Nullable RoadmapId roadmap,
      @RequestParam(defaultValue = "week") String bucket,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    return answer(
        Asked.of(roadmap, bucket, from, to, zone),
        () -> {
          if (teams.find(teamId).isEmpty()) {
            throw ProblemException.unknown(teamId);
          }
          return new Subject(
              teamId.value(), null, teams.members(teamId).stream().map(Member::learnerId).toList());
        });
  }

  @GetMapping("/learners/{learnerId}/velocity")
  ResponseEntity<VelocityView> learner(
      @PathVariable LearnerId learnerId,
      @RequestParam(required = false) @Nullable RoadmapId roadmap,
      @RequestParam(defaultValue = "week") String bucket,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    return answer(
        Asked.of(roadmap, bucket, from, to, zone),
        () -> {
          List<String> ids = List.of(learnerId.value());
          boolean known =
              !progress.standings(ids, null).isEmpty()
                  || !profiles.of(ids).isEmpty()
                  || teams.hasMember(learnerId);
          if (!known) {
            throw ProblemException.unknown(learnerId);
          }
          return new Subject(null, learnerId.value(), ids);
        });
  }

  private ResponseEntity<VelocityView> answer(Asked asked, Supplier<Subject> subject) {
    VelocityView view = snapshot.execute(_ -> read(asked, subject));
    return ResponseEntity.ok().eTag(Tag.of(view.undated())).body(view);
  }

  private VelocityView read(Asked asked, Supplier<Subject> subject) {
    Read read = freshness.of(Topic.ENROLLMENT, Topic.TEAM, Topic.LEARNER_PROFILE, Topic.ROADMAP);
    Instant now = clock.instant();
    Subject of = subject.get();
    RoadmapId roadmap = asked.roadmap();
    if (roadmap != null && !roadmaps.exists(roadmap)) {
      throw ProblemException.unknown(roadmap);
    }
    ZoneId zone = asked.zone() == null ? profiles.commonTimeZone(of.ids()) : asked.zone();
    LocalDate today = LocalDate.ofInstant(now, zone);
    Days days = asked.days(today);
    var question = new Question(of.ids(), roadmap, asked.bucket(), zone, today);
    return new VelocityView(
        of.teamId(),
        of.learnerId(),
        roadmap == null ? null : roadmap.value(),
        asked.bucket().wireName(),
        zone.getId(),
        today,
        velocities.buckets(question, days.from(), days.to()),
        velocities.forecast(question),
        roadmap == null ? null : plans.of(of.ids(), roadmap, now).orElse(null),
        dwelling.longest(of.ids(), roadmap, MOST_STUCK),
        read.asOf(),
        read.version());
  }
}
