package dev.trilha.command.problem;

import dev.trilha.schemas.problem.BrokenRule;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Duration;

/**
 * A request that was understood and is not carried out. Nothing is stored. {@link Problems} says it
 * to the caller.
 */
public abstract sealed class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final ProblemType type;

  private Refusal(ProblemType type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  public ProblemType type() {
    return type;
  }

  /** What the address names does not exist. */
  public static final class NotFound extends Refusal {
    private static final long serialVersionUID = 1;

    /**
     * @param type one of the {@code UNKNOWN_…}
     * @param what the kind of thing and its id, for instance {@code item git.merge-it}
     */
    public NotFound(ProblemType type, String what) {
      super(type, "there is no " + what);
    }
  }

  /** The caller asked for a version ({@code If-Match}) that is no longer the newest. */
  public static final class Stale extends Refusal {
    private static final long serialVersionUID = 1;

    public Stale(long expected, long actual) {
      super(
          ProblemType.STALE_VERSION,
          "version %d was asked for, and it is at version %d".formatted(expected, actual));
    }

    private Stale(String message) {
      super(ProblemType.STALE_VERSION, message);
    }

    /** What was asked for is the tag of no version. */
    public static Stale neverMatching() {
      return new Stale("no tag of If-Match is that of a version, and a weak one never matches");
    }
  }

  /** Another one is under way, and it goes one after the other. */
  public static final class UnderWay extends Refusal {
    private static final long serialVersionUID = 1;

    public UnderWay(String why) {
      super(ProblemType.ALREADY_UNDER_WAY, why);
    }
  }

  /** Too much is under way; the same request may be taken soon. */
  public static final class Busy extends Refusal {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;

    /**
     * @param why for the caller
     * @param retryAfter when it is worth trying again
     */
    public Busy(String why, Duration retryAfter) {
      super(ProblemType.BUSY, why + ": try again");
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** A part of the request breaks a rule. */
  public static final class Invalid extends Refusal {
    private static final long serialVersionUID = 1;
    private final transient BrokenRule broken;

    private Invalid(ProblemType type, String field, String rule) {
      BrokenRule said = new BrokenRule(field, rule);
      super(type, said.toString());
      this.broken = said;
    }

    /** It cannot be read as what it should be. */
    public static Invalid malformed(String field, String rule) {
      return new Invalid(ProblemType.MALFORMED, field, rule);
    }

    /** It reads well, but this content cannot be taken: too long, contradictory. */
    public static Invalid unacceptable(String field, String rule) {
      return new Invalid(ProblemType.UNACCEPTABLE, field, rule);
    }

    /** More bytes than are taken. */
    public static Invalid tooLarge(String field, String rule) {
      return new Invalid(ProblemType.TOO_LARGE, field, rule);
    }

    public BrokenRule broken() {
      return broken;
    }
  }
}
