package dev.trilha.notification.slack;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Slack is reached.
 *
 * @param secretKey 32 bytes in Base64: what the addresses of channels are encrypted with
 * @param allowedHosts see {@link AllowedHosts}
 * @param connectTimeout until the connection stands
 * @param readTimeout until the answer is there, counted from the connection
 */
@ConfigurationProperties("trilha.slack")
public record SlackSettings(
    @Nullable String secretKey,
    @DefaultValue("hooks.slack.com") List<String> allowedHosts,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("5s") Duration readTimeout) {
  public SlackSettings {
    allowedHosts = List.copyOf(allowedHosts);
    if (!connectTimeout.isPositive() || !readTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "trilha.slack.connect-timeout and read-timeout are more than nothing");
    }
  }

  public AllowedHosts allowed() {
    return new AllowedHosts(allowedHosts);
  }

  /** How long one attempt can take. */
  public Duration longestAttempt() {
    return connectTimeout.plus(readTimeout);
  }

  /** Leaves the key out: settings end up in logs. */
  @Override
  public String toString() {
    return "SlackSettings[allowedHosts=%s, connectTimeout=%s, readTimeout=%s]"
        .formatted(allowedHosts, connectTimeout, readTimeout);
  }
}
