package dev.trilha.notification.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trilha.schemas.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A Slack: takes messages by webhook and from bots, remembers them by channel, and answers as it is
 * told to.
 */
public final class SlackStub implements AutoCloseable {
  /** An answer; {@code retryAfter} may be empty. */
  public record Answer(int status, String body, String retryAfter) {}

  private static final int HANG = 0;
  private static final String BOTS_OK = "{\"ok\":true,\"channel\":\"C0123456789\",\"ts\":\"1.1\"}";

  private final HttpServer server;
  private volatile boolean away;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, List<String>> texts = new ConcurrentHashMap<>();
  private final Map<String, List<String>> bodies = new ConcurrentHashMap<>();
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
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

  /** While it is away everything is answered with 503. */
  public void isAway(boolean now) {
    away = now;
  }

  /** The next request for the channel is answered so, instead of with an ok. */
  public void willAnswer(String channel, int status, String body, String retryAfter) {
    answers
        .computeIfAbsent(channel, _ -> new ConcurrentLinkedQueue<>())
        .add(new Answer(status, body, retryAfter));
  }

  /** As an answer of the Web API: 200, and an error in it. */
  public void willRefuse(String channel, String error) {
    willAnswer(channel, 200, "{\"ok\":false,\"error\":\"" + error + "\"}", "");
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
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean bot = path.endsWith("/chat.postMessage");
      Map<String, String> form = bot ? form(body) : Map.of();
      String channel =
          bot ? form.getOrDefault("channel", "").replace("#", "") : path.replaceFirst(".*/", "");
      if (bot) {
        tokens.put(channel, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      }
      if (away) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      Answer scripted = answers.getOrDefault(channel, new ConcurrentLinkedQueue<>()).poll();
      Answer answer = scripted == null ? new Answer(200, bot ? BOTS_OK : "ok", "") : scripted;
      boolean taken = answer.status() == 200 && !answer.body().contains("\"ok\":false");
      if (taken || answer.status() == HANG) {
        texts
            .computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>())
            .add(
                bot
                    ? form.getOrDefault("text", "")
                    : Json.mapper().readTree(body).path("text").asString());
        bodies
            .computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>())
            .add(bot ? form.getOrDefault("blocks", "") : body);
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

  /** What a bot proved itself with when it last posted to the channel. */
  public String authorization(String channel) {
    return tokens.getOrDefault(channel, "");
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .map(field -> field.split("=", 2))
        .filter(field -> field.length == 2)
        .collect(
            Collectors.toMap(
                field -> URLDecoder.decode(field[0], StandardCharsets.UTF_8),
                field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                (one, _) -> one));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
