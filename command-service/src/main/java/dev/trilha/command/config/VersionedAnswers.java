package dev.trilha.command.config;

import dev.trilha.command.version.Versioned;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a {@link Versioned} as JSON, with its {@code ETag} and its length. Spring's way there,
 * over an entity, its converters and what each of them could write, takes a tenth of the time of a
 * tick's thread. Whether JSON is what the caller accepts was asked when the method was found.
 */
final class VersionedAnswers implements HandlerMethodReturnValueHandler {
  private final JsonMapper mapper;

  VersionedAnswers(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean supportsReturnType(MethodParameter method) {
    return method.getParameterType() == Versioned.class;
  }

  @Override
  public void handleReturnValue(
      @Nullable Object returned,
      MethodParameter method,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws IOException {
    Versioned<?> answer = (Versioned<?>) Objects.requireNonNull(returned);
    container.setRequestHandled(true);
    byte[] json = mapper.writeValueAsBytes(answer.body());
    HttpServletResponse response =
        Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class));
    if (answer.tag() != null) {
      response.setHeader(HttpHeaders.ETAG, '"' + answer.tag() + '"');
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
