package dev.trilha.command.problem;

/**
 * A request that was understood and is not carried out. Nothing is stored. {@link Problems} says it
 * to the caller.
 */
public abstract sealed class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private Refusal(String message) {
    super(message, null, false, false);
  }

  /** What the address names does not exist. */
  public static final class NotFound extends Refusal {
    private static final long serialVersionUID = 1;
    private final String what;

    /**
     * @param what the kind of thing, for instance {@code item}
     */
    public NotFound(String what, Object id) {
      super("there is no %s %s".formatted(what, id));
      this.what = what;
    }

    public String what() {
      return what;
    }
  }

  /** The caller asked for a version ({@code If-Match}) that is no longer the newest. */
  public static final class Stale extends Refusal {
    private static final long serialVersionUID = 1;

    public Stale(long expected, long actual) {
      super("version %d was asked for, and it is at version %d".formatted(expected, actual));
    }
  }

  /** A part of the request breaks a rule. */
  public static final class Invalid extends Refusal {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String rule;
    private final Kind kind;

    private Invalid(Kind kind, String field, String rule) {
      super(field + ": " + rule);
      this.kind = kind;
      this.field = field;
      this.rule = rule;
    }

    /** How wrong it is. */
    public enum Kind {
      /** It cannot be read as what it should be. */
      MALFORMED,
      /** It reads well, but this content cannot be taken: too long, contradictory. */
      UNACCEPTABLE,
      /** More bytes than are taken. */
      TOO_LARGE
    }

    public static Invalid malformed(String field, String rule) {
      return new Invalid(Kind.MALFORMED, field, rule);
    }

    public static Invalid unacceptable(String field, String rule) {
      return new Invalid(Kind.UNACCEPTABLE, field, rule);
    }

    public static Invalid tooLarge(String field, String rule) {
      return new Invalid(Kind.TOO_LARGE, field, rule);
    }

    public String field() {
      return field;
    }

    public String rule() {
      return rule;
    }

    public Kind kind() {
      return kind;
    }
  }
}
