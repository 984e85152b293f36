package dev.trilha.notification.outgoing;

import dev.trilha.notification.outgoing.Answer.TryLater;
import dev.trilha.notification.outgoing.Answer.Unreachable;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Posts to addresses that people gave: once per call, in bounded time, following no redirect. */
public final class Outgoing implements AutoCloseable {
  private final HttpClient http;
  private final AllowedHosts allowed;
  private final Duration longestAttempt;
  private final int answerBytes;

  /**
   * @param longestAttempt from the first packet to the last that is read
   * @param answerBytes of an answer that are read; 0 when its status says it all
   */
  public Outgoing(
      AllowedHosts allowed, Duration connectTimeout, Duration longestAttempt, int answerBytes) {
    this.allowed = allowed;
    this.longestAttempt = longestAttempt;
    this.answerBytes = answerBytes;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** Reads what came back over HTTP. */
  @FunctionalInterface
  public interface Reader {
    Answer read(int status, Optional<String> retryAfter, String body);
  }

  public Answer post(WebhookUrl url, byte[] body, Map<String, String> headers, Reader reader) {
    URI uri = url.uri();
    // The list may have become shorter since the address was stored.
    if (!allowed.allow(uri)) {
      return new Unreachable("host-not-allowed");
    }
    try {
      if (!AllowedHosts.isLoopback(uri) && PrivateAddresses.contain(uri.getHost())) {
        return new Unreachable("private-address");
      }
    } catch (UnknownHostException e) {
      return TryLater.because("unknown-host");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(longestAttempt).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return send(request.build(), reader);
  }

  private Answer send(HttpRequest request, Reader reader) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, _ -> new BeginningOfBody(answerBytes));
    try {
      // The request's own timeout ends with the headers; a body that never ends is cut off here.
      HttpResponse<byte[]> response = sent.get(longestAttempt.toMillis(), TimeUnit.MILLISECONDS);
      return reader.read(
          response.statusCode(),
          response.headers().firstValue("Retry-After"),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      return TryLater.because("timeout");
    } catch (ExecutionException e) {
      return TryLater.because(reasonOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return TryLater.because("interrupted");
    } finally {
      sent.cancel(true);
    }
  }

  /** A word for what broke. */
  public static String reasonOf(@Nullable Throwable cause) {
    return switch (cause) {
      case null -> "failed";
      case java.net.http.HttpTimeoutException _ -> "timeout";
      case java.io.InterruptedIOException _ -> "timeout";
      case java.net.ConnectException _ -> "connection-refused";
      case UnknownHostException _ -> "unknown-host";
      case IOException _ -> "connection-broken";
      default -> cause.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
