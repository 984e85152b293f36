package dev.trilha.standalone.gateway;

import dev.trilha.standalone.part.PartState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/** {@code /}: what runs where, for people; {@code /status}: the same as JSON. */
public final class WelcomePages extends Handler.Abstract {
  private static final JsonMapper json = JsonMapper.shared();
  private static final Map<String, String> PURPOSES =
      Map.of(
          "gateway", "this page, and the one origin of the API",
          "slack", "a local Slack: shows the messages that teams get",
          "command", "takes writes: roadmaps, ticks, teams, people",
          "query", "answers reads: progress, ranks, teams",
          "notification", "tells teams in Slack about finished tiers",
          "kafka", "carries the events from one to the others",
          "postgres", "keeps a database per service");
  private static final List<String> SERVICES = List.of("command", "query", "notification");

  private final Supplier<List<PartStatus>> parts;
  private final String template;

  public WelcomePages(Supplier<List<PartStatus>> parts) {
    this.parts = parts;
    try (InputStream content = WelcomePages.class.getResourceAsStream("welcome.html")) {
      if (content == null) {
        throw new IllegalStateException("welcome.html is missing beside " + WelcomePages.class);
      }
      template = new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      return true;
    }
    boolean page = request.getHttpURI().getPath().equals("/");
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, page ? "text/html;charset=utf-8" : "application/json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response
        .getHeaders()
        .put(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
    String body =
        page
            ? show(Request.getServerPort(request))
            : json.writeValueAsString(Map.of("parts", parts.get()));
    Content.Sink.write(response, true, body, callback);
    return true;
  }

  private String show(int port) {
    List<PartStatus> now = parts.get();
    var rows = new StringBuilder();
    now.forEach(part -> rows.append(row(part)));
    boolean ready = now.stream().allMatch(part -> part.state() == PartState.READY);
    return template
        .replace("{{parts}}", rows)
        .replace("{{summary}}", ready ? "Everything is ready." : "Not everything is ready yet.")
        .replace("{{webhooks}}", "http://127.0.0.1:%d/slack".formatted(port))
        .replace("{{base}}", "http://localhost:" + port);
  }

  /** Names and states are ours, so there is nothing to escape. */
  private static String row(PartStatus part) {
    String state = part.state().name().toLowerCase(Locale.ROOT);
    String links = "";
    if (SERVICES.contains(part.name())) {
      links =
          "<a href=\"/docs/%1$s\">API document</a> · <a href=\"http://127.0.0.1:%2$d/actuator/prometheus\">metrics</a> · <a href=\"http://127.0.0.1:%2$d/actuator/health\">health</a>"
              .formatted(part.name(), part.port());
    } else if (part.name().equals("slack")) {
      links = "<a href=\"/slack\">messages</a>";
    } else if (part.name().equals("gateway")) {
      links = "<a href=\"/status\">status as JSON</a>";
    }
    return "<tr><th scope=\"row\">%s</th><td><span class=\"state %s\">%s</span></td><td>%d</td><td>%s<br><small>%s</small></td></tr>\n"
        .formatted(
            part.name(), state, state, part.port(), PURPOSES.getOrDefault(part.name(), ""), links);
  }
}
