package dev.trilha.query.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trilha.query.notice.Notice.Posted;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Writes server-sent events; each write waits until the client has room for it. */
final class EventStream {
  private final OutputStream out;

  EventStream(OutputStream out) {
    this.out = out;
  }

  /** What a client does that loses the stream, and how long it waits before. */
  void retryAfter(Duration pause) throws IOException {
    write("retry: %d\n\n".formatted(pause.toMillis()));
  }

  void update(Posted posted) throws IOException {
    event(posted.id(), posted.notice().kind(), posted.notice().content());
  }

  /**
   * @param data on one line
   */
  void event(long id, String kind, String data) throws IOException {
    write("id: %d\nevent: %s\ndata: %s\n\n".formatted(id, kind, data));
  }

  void heartbeat() throws IOException {
    write(":\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
