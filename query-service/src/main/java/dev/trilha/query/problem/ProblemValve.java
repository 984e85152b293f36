package dev.trilha.query.problem;

import dev.trilha.schemas.problem.ProblemType;
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
    ProblemType type = ProblemType.ofStatus(status);
    String detail =
        status < 500
            ? "the web server refused the request"
            : "the log of this service has the reason";
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(type.type(), type.title(), status, detail));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException gone) {
      // Nobody is left to read it.
      container.getLogger().debug("the answer could not be written", gone);
    }
  }
}
