package dev.trilha.command.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers with their length: written to the socket at once, where an answer in chunks takes a
 * second system call for its end. Answers here are small, and none is streamed.
 */
final class WholeJson extends JacksonJsonHttpMessageConverter {
  private static final int USUAL_BYTES = 256;

  WholeJson(JsonMapper mapper) {
    super(mapper);
  }

  @Override
  protected void writeInternal(
      Object answer,
      ResolvableType type,
      HttpOutputMessage message,
      @Nullable Map<String, Object> hints)
      throws IOException {
    var whole = new ByteArrayOutputStream(USUAL_BYTES);
    super.writeInternal(answer, type, new Kept(message.getHeaders(), whole), hints);
    message.getHeaders().setContentLength(whole.size());
    whole.writeTo(message.getBody());
  }

  private record Kept(HttpHeaders headers, OutputStream body) implements HttpOutputMessage {
    @Override
    public OutputStream getBody() {
      return body;
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }
}
