package dev.trilha.command.problem;

import dev.trilha.schemas.problem.ProblemType;
import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * What Tomcat says where a request never reaches Spring MVC, because its address is malformed or
 * the service is on its way down: a problem detail, not a page.
 */
final class ProblemValve extends ErrorReportValve {
  private static final String RETRY_AFTER_SECONDS = "2";

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    if (isUnread(request, response)) {
      response.setStatus(ProblemType.SERVICE_UNAVAILABLE.status());
      response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    int status = response.getStatus();
    ProblemType type = ProblemType.ofStatus(status);
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(type.type(), type.title(), status, detail(type, status)));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException gone) {
      // Nobody is left to read it.
      container.getLogger().debug("the answer could not be written", gone);
    }
  }

  /**
   * A request that arrives in the instant in which the connector pauses is not read beyond its
   * first line. Tomcat then misses its {@code Host} and calls it bad, though nothing is wrong with
   * it.
   */
  private static boolean isUnread(Request request, Response response) {
    return response.getStatus() == ProblemType.MALFORMED.status()
        && request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
        && protocol.isPaused();
  }

  private static String detail(ProblemType type, int status) {
    if (type == ProblemType.SERVICE_UNAVAILABLE) {
      return "the service is stopping; what you sent is safe to send again";
    }
    return status < 500
        ? "the web server refused the request"
        : "the log of this service has the reason";
  }
}
