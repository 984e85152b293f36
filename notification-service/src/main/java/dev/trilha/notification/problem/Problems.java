package dev.trilha.notification.problem;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Builds the body of an error. */
final class Problems {
  private static final String TYPE = "urn:trilha:problem:";

  private Problems() {}

  static ProblemDetail of(Problem problem, String detail, List<BrokenRule> errors) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(problem.status(), detail);
    body.setType(URI.create(TYPE + kebab(problem.name())));
    body.setTitle(problem.title());
    body.setProperty("errors", errors);
    return body;
  }

  /**
   * For what the web framework itself refuses: named after the status, for instance {@code
   * unsupported-media-type}.
   */
  static ProblemDetail of(HttpStatusCode status, String detail) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
    if (body.getTitle() != null) {
      body.setType(URI.create(TYPE + kebab(body.getTitle())));
    }
    body.setProperty("errors", List.of());
    return body;
  }

  private static String kebab(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }
}
