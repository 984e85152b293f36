package dev.trilha.notification.problem;

import java.util.List;

/** A request that is answered with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Problem problem;
  private final transient List<BrokenRule> errors;

  public ProblemException(Problem problem, String detail) {
    this(problem, detail, List.of());
  }

  public ProblemException(Problem problem, String detail, List<BrokenRule> errors) {
    super(detail);
    this.problem = problem;
    this.errors = List.copyOf(errors);
  }

  /** Of one or more values that break a rule. */
  public static ProblemException invalid(List<BrokenRule> errors) {
    return new ProblemException(Problem.INVALID_VALUE, "The request breaks a rule.", errors);
  }

  public static ProblemException invalid(String field, String rule) {
    return invalid(List.of(new BrokenRule(field, rule)));
  }

  Problem problem() {
    return problem;
  }

  List<BrokenRule> errors() {
    return errors;
  }
}
