package dev.trilha.standalone.slack;

import dev.trilha.schemas.problem.BrokenRule;
import dev.trilha.schemas.problem.ProblemType;
import dev.trilha.standalone.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The local Slack's pages and calls:
 *
 * <ul>
 *   <li>{@code POST /slack/webhooks/{channel}}: an incoming webhook
 *   <li>{@code POST /slack/api/chat.postMessage}: a bot, with any token that looks like one
 *   <li>{@code GET /slack}: what came, for people; {@code GET /slack/messages?channel=}: as JSON
 *   <li>{@code PUT /slack/faults}: misbehave ({@link Fault})
 * </ul>
 */
public final class SlackHandler extends Handler.Abstract {
  private static final String WEBHOOKS = "/slack/webhooks/";
  private static final JsonMapper json = JsonMapper.shared();

  private final LocalSlack slack;
  private final SlackPage page;

  /**
   * @param folder where messages are kept
   */
  public SlackHandler(Path folder, InstantSource clock, ZoneId zone) {
    this.slack = new LocalSlack(folder, clock);
    this.page = new SlackPage(zone);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    switch (path) {
      case "/slack", "/slack/" -> whenGet(request, response, callback, this::showPage);
      case "/slack/messages" -> whenGet(request, response, callback, this::listMessages);
      case "/slack/api/chat.postMessage" -> takeFromBot(request, response, callback);
      case "/slack/faults" -> orderFault(request, response, callback);
      default -> {
        if (!path.startsWith(WEBHOOKS)) {
          return false;
        }
        takeWebhook(path.substring(WEBHOOKS.length()), request, response, callback);
      }
    }
    return true;
  }

  private interface Answering {
    void answer(Request request, Response response, Callback callback);
  }

  private static void whenGet(
      Request request, Response response, Callback callback, Answering answering) {
    if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
      answering.answer(request, response, callback);
    } else {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      write(response, callback, 405, "text/plain", "method_not_allowed");
    }
  }

  private void showPage(Request request, Response response, Callback callback) {
    response
        .getHeaders()
        .put(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'");
    String channel = channelOf(request);
    String html = page.show(slack.messages().channels(), channel, messagesOf(channel));
    write(response, callback, 200, "text/html", html);
  }

  private void listMessages(Request request, Response response, Callback callback) {
    var messages = Map.of("messages", messagesOf(channelOf(request)));
    write(response, callback, 200, "application/json", json.writeValueAsString(messages));
  }

  private void takeFromBot(Request request, Response response, Callback callback)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      write(response, callback, 405, "text/plain", "method_not_allowed");
      return;
    }
    Optional<String> refusal = BotCall.refusal(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    BotCall call = BotCall.read(body(request));
    if (refusal.isPresent()) {
      write(response, callback, 200, "application/json", BotCall.refused(refusal.get()));
      return;
    }
    answer(
        request,
        response,
        callback,
        "application/json",
        BotCall.answer(slack.post(call.channel(), call.body()), call.channel()));
  }

  private void takeWebhook(String channel, Request request, Response response, Callback callback)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      write(response, callback, 405, "text/plain", "method_not_allowed");
      return;
    }
    answer(request, response, callback, "text/plain", slack.post(channel, body(request)));
  }

  private static void answer(
      Request request,
      Response response,
      Callback callback,
      String type,
      LocalSlack.Answer answer) {
    if (answer.dropped()) {
      request.getConnectionMetaData().getConnection().close();
      callback.failed(new IOException("dropped, as it was ordered"));
      return;
    }
    answer
        .retryAfter()
        .ifPresent(seconds -> response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds));
    Runnable writing = () -> write(response, callback, answer.status(), type, answer.body());
    if (answer.after().isZero()) {
      writing.run();
    } else {
      // Waiting takes no thread: a hanging Slack must not make the rest of the page hang.
      request
          .getComponents()
          .getScheduler()
          .schedule(writing, answer.after().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void orderFault(Request request, Response response, Callback callback)
      throws IOException {
    if (!request.getMethod().equals("PUT")) {
      response.getHeaders().put(HttpHeader.ALLOW, "PUT");
      write(response, callback, 405, "text/plain", "method_not_allowed");
      return;
    }
    Optional<String> body = body(request);
    if (body.isEmpty()) {
      var tooLong = "has at most %d bytes".formatted(LocalSlack.BODY_LIMIT);
      refuse(request, response, callback, ProblemType.TOO_LARGE, new BrokenRule("body", tooLong));
      return;
    }
    switch (FaultOrder.read(body.get())) {
      case FaultOrder.Accepted(Fault fault) -> {
        slack.order(fault);
        write(response, callback, 200, "application/json", json.writeValueAsString(fault));
      }
      case FaultOrder.Refused(BrokenRule broken) ->
          refuse(request, response, callback, ProblemType.MALFORMED, broken);
    }
  }

  private static void refuse(
      Request request, Response response, Callback callback, ProblemType type, BrokenRule broken) {
    var problem = Problem.of(type, broken, request.getHttpURI().getPath());
    write(response, callback, problem.status(), Problem.MEDIA_TYPE, problem.json());
  }

  private List<SlackMessage> messagesOf(@Nullable String channel) {
    return channel == null ? slack.messages().all() : slack.messages().of(channel);
  }

  private static @Nullable String channelOf(Request request) {
    Fields query = Request.extractQueryParameters(request);
    String channel = query.getValue("channel");
    return channel == null || channel.isBlank() ? null : channel;
  }

  /** Empty when it is longer than Slack takes. */
  private static Optional<String> body(Request request) throws IOException {
    try (InputStream content = Content.Source.asInputStream(request)) {
      byte[] bytes = content.readNBytes(LocalSlack.BODY_LIMIT + 1);
      return bytes.length > LocalSlack.BODY_LIMIT
          ? Optional.empty()
          : Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private static void write(
      Response response, Callback callback, int status, String type, String body) {
    response.setStatus(status);
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, type + (type.startsWith("text/") ? ";charset=utf-8" : ""));
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Content.Sink.write(response, true, body, callback);
  }
}
