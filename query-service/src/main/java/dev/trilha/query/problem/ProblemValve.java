package dev.trilha.query.problem;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * What Tomcat says where a request never reaches Spring MVC, for instance because its address is
 * malformed: a problem detail, not a page.
 */
final class ProblemValve extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    Problem problem =
        switch (status) {
          case 404 -> Problem.NOTHING_HERE;
          case 405 -> Problem.METHOD_NOT_ALLOWED;
          default -> status < 500 ? Problem.MALFORMED_REQUEST : Problem.UNEXPECTED;
        };
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d}"
                .formatted(problem.type(), problem.title(), status));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException gone) {
      // Nobody is left to read it.
      container.getLogger().debug("the answer could not be written", gone);
    }
  }
}
