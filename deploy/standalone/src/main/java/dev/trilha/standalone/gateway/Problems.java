package dev.trilha.standalone.gateway;

import java.util.LinkedHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every error of the gateway itself as {@code application/problem+json}; the services' own pass as
 * they are.
 */
final class Problems extends ErrorHandler {
  private static final int SECONDS_UNTIL_BACK = 2;
  private static final JsonMapper json = JsonMapper.shared();

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
    var problem = new LinkedHashMap<String, Object>();
    problem.put("title", HttpStatus.getMessage(code));
    problem.put("status", code);
    if (cause == null && message != null && !message.equals(HttpStatus.getMessage(code))) {
      problem.put("detail", message);
    }
    problem.put("instance", request.getHttpURI().getPath());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, SECONDS_UNTIL_BACK);
    }
    Content.Sink.write(response, true, json.writeValueAsString(problem), callback);
  }
}
