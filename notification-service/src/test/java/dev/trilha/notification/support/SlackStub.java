package dev.trilha.notification.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trilha.schemas.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A Slack: takes messages, remembers them by channel, and answers as it is told to. */
public final class SlackStub implements AutoCloseable {
  /** An answer; {@code retryAfter} may be empty. */
  public record Answer(int status, String body, String retryAfter) {}

  private static final int HANG = 0;

  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, List<String>> texts = new ConcurrentHashMap<>();
  private final Map<String, List<String>> bodies = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentLinkedQueue<Answer>> answers = new ConcurrentHashMap<>();

  public SlackStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public String webhook(String channel) {
    return "http://" + host() + "/services/T00000000/" + channel;
  }

  /** The next request for the channel is answered so, instead of with an ok. */
  public void willAnswer(String channel, int status, String body, String retryAfter) {
    answers
        .computeIfAbsent(channel, _ -> new ConcurrentLinkedQueue<>())
        .add(new Answer(status, body, retryAfter));
  }

  /** The next message to the channel is taken, and never answered. */
  public void willHangAfterTaking(String channel) {
    willAnswer(channel, HANG, "", "");
  }

  /** The texts that the channel took, refused ones left out. */
  public List<String> messages(String channel) {
    return texts.getOrDefault(channel, List.of());
  }

  /** The messages as they came, refused ones left out. */
  public List<String> bodies(String channel) {
    return bodies.getOrDefault(channel, List.of());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String channel = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer scripted = answers.getOrDefault(channel, new ConcurrentLinkedQueue<>()).poll();
      Answer answer = scripted == null ? new Answer(200, "ok", "") : scripted;
      if (answer.status() == 200 || answer.status() == HANG) {
        texts
            .computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>())
            .add(Json.mapper().readTree(body).path("text").asString());
        bodies.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(body);
      }
      if (answer.status() == HANG) {
        closed.await();
        return;
      }
      if (!answer.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
      }
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
