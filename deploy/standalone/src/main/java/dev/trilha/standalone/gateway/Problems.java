package dev.trilha.standalone.gateway;

import dev.trilha.schemas.problem.BrokenRule;
import dev.trilha.schemas.problem.ProblemType;
import dev.trilha.standalone.problem.Problem;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Every error of the gateway itself as {@code application/problem+json}; the services' own pass as
 * they are.
 */
final class Problems extends ErrorHandler {
  private static final int SECONDS_UNTIL_BACK = 2;

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, SECONDS_UNTIL_BACK);
    }
    Problem problem = problem(code, message, cause, request.getHttpURI().getPath());
    Content.Sink.write(response, true, problem.json(), callback);
  }

  private static Problem problem(
      int code, @Nullable String message, @Nullable Throwable cause, String path) {
    ProblemType type = ProblemType.ofStatus(code);
    if (type == ProblemType.TOO_LARGE) {
      return Problem.of(
          type, new BrokenRule("body", "has at most %d bytes".formatted(Gateway.BODY_LIMIT)), path);
    }
    // What a failure says is for the log; the message is ours, or Jetty's word for the status.
    return Problem.of(type, code, cause == null && message != null ? message : type.title(), path);
  }
}
