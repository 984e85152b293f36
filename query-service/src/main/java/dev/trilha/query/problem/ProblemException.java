package dev.trilha.query.problem;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a question has no answer. Its message is read by the one who asked. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Problem problem;
  private final @Nullable FieldError error;
  private final @Nullable Duration retryAfter;

  private ProblemException(
      Problem problem, String detail, @Nullable FieldError error, @Nullable Duration retryAfter) {
    // A stack trace of an everyday answer is of use to nobody.
    super(detail, null, false, false);
    this.problem = problem;
    this.error = error;
    this.retryAfter = retryAfter;
  }

  public static ProblemException unknown(RoadmapId roadmap) {
    return of(Problem.UNKNOWN_ROADMAP, "no roadmap is named " + roadmap);
  }

  public static ProblemException unknown(RoadmapId roadmap, int version) {
    return of(Problem.UNKNOWN_ROADMAP, "roadmap %s has no version %d".formatted(roadmap, version));
  }

  public static ProblemException unknown(LearnerId learner) {
    return of(Problem.UNKNOWN_LEARNER, "nothing is known of learner " + learner);
  }

  public static ProblemException unknown(LearnerId learner, RoadmapId roadmap) {
    return of(
        Problem.UNKNOWN_ENROLLMENT,
        "learner %s is not enrolled on roadmap %s".formatted(learner, roadmap));
  }

  public static ProblemException unknown(TeamId team) {
    return of(Problem.UNKNOWN_TEAM, "no team is named " + team);
  }

  public static ProblemException notRanked(LearnerId learner, TeamId team) {
    return of(Problem.NOT_RANKED, "learner %s has no rank in team %s".formatted(learner, team));
  }

  /**
   * @param rule what the parameter must be, as the end of the sentence "… must be"
   */
  public static ProblemException malformedParameter(String field, String rule) {
    return new ProblemException(
        Problem.MALFORMED_PARAMETER,
        "%s must be %s".formatted(field, rule),
        new FieldError(field, "must be " + rule),
        null);
  }

  public static ProblemException tooManyWaiting(int bound) {
    return new ProblemException(
        Problem.TOO_MANY_WAITING,
        "%d requests already wait for a newer version; ask again, or without Prefer: wait"
            .formatted(bound),
        null,
        Duration.ofSeconds(1));
  }

  private static ProblemException of(Problem problem, String detail) {
    return new ProblemException(problem, detail, null, null);
  }

  Problem problem() {
    return problem;
  }

  @Nullable FieldError error() {
    return error;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
