package dev.trilha.notification.slack;

import dev.trilha.notification.slack.SlackAnswer.Refused;
import dev.trilha.notification.slack.SlackAnswer.TryLater;
import dev.trilha.schemas.Json;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to webhooks: once per call, in bounded time, following no redirect. Logs say the masked
 * address and the answer, with the trace that is current.
 */
public final class SlackClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SlackClient.class);
  private static final int LONGEST_ANSWER = 16 * 1024;

  private final HttpClient http;
  private final SlackSettings settings;
  private final AllowedHosts allowed;
  private final SlackAnswers answers;

  public SlackClient(SlackSettings settings, Clock clock) {
    this.settings = settings;
    this.allowed = settings.allowed();
    this.answers = new SlackAnswers(clock);
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** Waits at most the connect and the read timeout together. */
  public SlackAnswer post(WebhookUrl url, SlackMessage message) {
    SlackAnswer answer = attempt(url, message);
    switch (answer) {
      case SlackAnswer.Accepted() -> log.info("Slack took a message at {}", url);
      case TryLater(String reason, var after) ->
          log.warn(
              "Slack did not take a message at {}: {}, try again{}",
              url,
              reason,
              after.map(d -> " after " + d).orElse(""));
      case Refused(String reason) -> log.warn("Slack refused a message at {}: {}", url, reason);
    }
    return answer;
  }

  private SlackAnswer attempt(WebhookUrl url, SlackMessage message) {
    URI uri = url.uri();
    // The list may have become shorter since the address was stored.
    if (!allowed.allow(uri)) {
      return new Refused("host-not-allowed");
    }
    try {
      if (!AllowedHosts.isLoopback(uri) && PrivateAddresses.contain(uri.getHost())) {
        return new Refused("private-address");
      }
    } catch (UnknownHostException e) {
      return new TryLater("unknown-host", Optional.empty());
    }
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.longestAttempt())
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofByteArray(Json.mapper().writeValueAsBytes(message)))
            .build();
    return send(request);
  }

  private SlackAnswer send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    try {
      // The request's own timeout ends with the headers; a body that never ends is cut off here.
      HttpResponse<byte[]> response =
          sent.get(settings.longestAttempt().toMillis(), TimeUnit.MILLISECONDS);
      return answers.read(
          response.statusCode(),
          response.headers().firstValue("Retry-After"),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      return new TryLater("timeout", Optional.empty());
    } catch (ExecutionException e) {
      return new TryLater(reasonOf(e.getCause()), Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TryLater("interrupted", Optional.empty());
    } finally {
      sent.cancel(true);
    }
  }

  private static String reasonOf(@Nullable Throwable cause) {
    return switch (cause) {
      case null -> "failed";
      case java.net.http.HttpTimeoutException _ -> "timeout";
      case java.net.ConnectException _ -> "connection-refused";
      case IOException _ -> "connection-broken";
      default -> cause.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
