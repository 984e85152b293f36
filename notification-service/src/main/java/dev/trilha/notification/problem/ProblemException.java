package dev.trilha.notification.problem;

import dev.trilha.schemas.problem.BrokenRule;
import dev.trilha.schemas.problem.ProblemType;
import java.util.List;
import java.util.stream.Collectors;

/** A request that is answered with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProblemType type;
  private final transient List<BrokenRule> broken;

  public ProblemException(ProblemType type, String detail) {
    this(type, detail, List.of());
  }

  private ProblemException(ProblemType type, String detail, List<BrokenRule> broken) {
    // A stack trace of an everyday answer is of use to nobody.
    super(detail, null, false, false);
    this.type = type;
    this.broken = List.copyOf(broken);
  }

  /** Of one or more values that break a rule. */
  public static ProblemException malformed(List<BrokenRule> broken) {
    return invalid(ProblemType.MALFORMED, broken);
  }

  public static ProblemException malformed(String field, String rule) {
    return malformed(List.of(new BrokenRule(field, rule)));
  }

  static ProblemException tooLarge(int bytes) {
    return invalid(
        ProblemType.TOO_LARGE,
        List.of(new BrokenRule("body", "has at most %d bytes".formatted(bytes))));
  }

  private static ProblemException invalid(ProblemType type, List<BrokenRule> broken) {
    String detail = broken.stream().map(BrokenRule::toString).collect(Collectors.joining("; "));
    return new ProblemException(type, detail, broken);
  }

  ProblemType type() {
    return type;
  }

  List<BrokenRule> broken() {
    return broken;
  }
}
