package dev.trilha.endtoend;

import java.net.URI;
import java.util.Optional;

/**
 * What the tests run against that need nothing but the API: the stack at {@code TRILHA_URL}
 * (environment variable or system property), or the launcher's.
 */
final class Stack {
  private Stack() {}

  static URI baseUrl() {
    return given().orElseGet(() -> RunningTrilha.platform().baseUrl());
  }

  static Caller caller() {
    return new Caller(baseUrl());
  }

  /** The URL that a team gives as its Slack webhook to have the local Slack show its messages. */
  static String slackWebhook(String channel) {
    return baseUrl().resolve("/slack/webhooks/" + channel).toString();
  }

  private static Optional<URI> given() {
    return Optional.ofNullable(System.getProperty("TRILHA_URL", System.getenv("TRILHA_URL")))
        .filter(url -> !url.isBlank())
        .map(URI::create);
  }
}
