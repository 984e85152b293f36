package dev.trilha.standalone.slack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of {@code chat.postMessage}, read: what it comes to as a webhook's, so that both follow
 * the same rules.
 *
 * @param channel without its {@code #}
 * @param body as a webhook has it; empty when it was too long
 */
record BotCall(String channel, Optional<String> body) {
  private static final JsonMapper json = JsonMapper.shared();
  private static final String BEARER = "Bearer xoxb-";
  private static final int TOO_MANY_REQUESTS = 429;

  /** What Slack says before it looks at the message. */
  static Optional<String> refusal(@Nullable String authorization) {
    if (authorization == null || authorization.isBlank()) {
      return Optional.of("not_authed");
    }
    return authorization.startsWith(BEARER) ? Optional.empty() : Optional.of("invalid_auth");
  }

  /**
   * @param form {@code application/x-www-form-urlencoded}
   */
  static BotCall read(Optional<String> form) {
    Map<String, String> fields = form.map(BotCall::fields).orElse(Map.of());
    String channel = fields.getOrDefault("channel", "");
    return new BotCall(
        channel.startsWith("#") ? channel.substring(1) : channel.toLowerCase(java.util.Locale.ROOT),
        form.map(_ -> message(fields)));
  }

  private static Map<String, String> fields(String form) {
    return Arrays.stream(form.split("&"))
        .map(field -> field.split("=", 2))
        .filter(field -> field.length == 2)
        .collect(
            Collectors.toMap(field -> decoded(field[0]), field -> decoded(field[1]), (a, _) -> a));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static String message(Map<String, String> fields) {
    ObjectNode message = json.createObjectNode();
    message.put("text", fields.getOrDefault("text", ""));
    String blocks = fields.get("blocks");
    if (blocks != null) {
      try {
        message.set("blocks", json.readTree(blocks));
      } catch (JacksonException notJson) {
        // Not an array: refused as invalid_blocks.
        message.put("blocks", blocks);
      }
    }
    return message.toString();
  }

  /** The answer of a webhook, as the Web API words it: errors of a message come in a success. */
  static LocalSlack.Answer answer(LocalSlack.Answer webhooks, String channel) {
    boolean ok = webhooks.status() == 200;
    boolean error = webhooks.status() < 500 && webhooks.status() != TOO_MANY_REQUESTS;
    ObjectNode body = json.createObjectNode().put("ok", ok);
    if (ok) {
      body.put("channel", channel).put("ts", "1.000001");
    } else {
      body.put("error", word(webhooks.body()));
    }
    return new LocalSlack.Answer(
        error ? 200 : webhooks.status(),
        body.toString(),
        webhooks.retryAfter(),
        webhooks.after(),
        webhooks.dropped());
  }

  static String refused(String word) {
    return json.createObjectNode().put("ok", false).put("error", word).toString();
  }

  private static String word(String webhooks) {
    return switch (webhooks) {
      case "no_service" -> "channel_not_found";
      case "rate_limited" -> "ratelimited";
      case "invalid_payload" -> "invalid_arguments";
      case "request_too_large" -> "msg_too_long";
      default -> webhooks;
    };
  }
}
