package dev.trilha.query.problem;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.BrokenRule;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a question has no answer. Its message is read by the one who asked. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProblemType type;
  private final transient @Nullable BrokenRule broken;
  private final @Nullable Duration retryAfter;

  private ProblemException(
      ProblemType type, String detail, @Nullable BrokenRule broken, @Nullable Duration retryAfter) {
    // A stack trace of an everyday answer is of use to nobody.
    super(detail, null, false, false);
    this.type = type;
    this.broken = broken;
    this.retryAfter = retryAfter;
  }

  public static ProblemException unknown(RoadmapId roadmap) {
    return of(ProblemType.UNKNOWN_ROADMAP, "no roadmap is named " + roadmap);
  }

  public static ProblemException unknown(RoadmapId roadmap, int version) {
    return of(
        ProblemType.UNKNOWN_ROADMAP, "roadmap %s has no version %d".formatted(roadmap, version));
  }

  public static ProblemException unknown(LearnerId learner) {
    return of(ProblemType.UNKNOWN_LEARNER, "nothing is known of learner " + learner);
  }

  public static ProblemException unknown(LearnerId learner, RoadmapId roadmap) {
    return of(
        ProblemType.UNKNOWN_ENROLLMENT,
        "learner %s is not enrolled on roadmap %s".formatted(learner, roadmap));
  }

  public static ProblemException unknown(TeamId team) {
    return of(ProblemType.UNKNOWN_TEAM, "no team is named " + team);
  }

  public static ProblemException notRanked(LearnerId learner, TeamId team) {
    return of(ProblemType.NOT_RANKED, "learner %s has no rank in team %s".formatted(learner, team));
  }

  public static ProblemException notRanked(LearnerId learner, RoadmapId roadmap) {
    return of(
        ProblemType.NOT_RANKED, "learner %s has no rank on roadmap %s".formatted(learner, roadmap));
  }

  public static ProblemException notRanked(TeamId team) {
    return of(ProblemType.NOT_RANKED, "team %s has no rank".formatted(team));
  }

  /**
   * @param rule as in {@link BrokenRule}, for instance {@code is a whole number from 1}
   */
  public static ProblemException malformed(String field, String rule) {
    BrokenRule broken = new BrokenRule(field, rule);
    return new ProblemException(ProblemType.MALFORMED, broken.toString(), broken, null);
  }

  /**
   * @param rule as in {@link BrokenRule}
   */
  public static ProblemException unacceptable(String field, String rule) {
    BrokenRule broken = new BrokenRule(field, rule);
    return new ProblemException(ProblemType.UNACCEPTABLE, broken.toString(), broken, null);
  }

  public static ProblemException forbidden(String detail) {
    return of(ProblemType.FORBIDDEN, detail);
  }

  public static ProblemException unknownParked(String id) {
    return of(ProblemType.UNKNOWN_PARKED_RECORD, "no record is parked as " + id);
  }

  public static ProblemException rebuildUnderWay() {
    return of(
        ProblemType.REBUILD_UNDER_WAY, "a generation is being filled; see /v1/admin/projections");
  }

  /** Asking again in a moment may help. */
  public static ProblemException busy(String detail) {
    return new ProblemException(ProblemType.BUSY, detail, null, Duration.ofSeconds(1));
  }

  /** Something that this service needs for the answer is not there. */
  public static ProblemException away(String detail) {
    return new ProblemException(
        ProblemType.SERVICE_UNAVAILABLE, detail, null, Duration.ofSeconds(2));
  }

  public static ProblemException tooManyWaiting(int bound) {
    return new ProblemException(
        ProblemType.BUSY,
        "%d requests already wait for a newer version; ask again, or without Prefer: wait"
            .formatted(bound),
        null,
        Duration.ofSeconds(1));
  }

  private static ProblemException of(ProblemType type, String detail) {
    return new ProblemException(type, detail, null, null);
  }

  ProblemType type() {
    return type;
  }

  @Nullable BrokenRule broken() {
    return broken;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
