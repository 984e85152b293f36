package dev.trilha.notification.slack;

import dev.trilha.notification.outgoing.AllowedHosts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Slack is reached.
 *
 * @param secretKey 32 bytes in Base64: what the addresses of channels are encrypted with
 * @param allowedHosts of webhooks; see {@link AllowedHosts}
 * @param apiUrl of the Web API, for bots: https, or http on this machine; it ends with a slash
 * @param connectTimeout until the connection stands
 * @param readTimeout until the answer is there, counted from the connection
 */
@ConfigurationProperties("trilha.slack")
public record SlackSettings(
    @Nullable String secretKey,
    @DefaultValue("hooks.slack.com") List<String> allowedHosts,
    @DefaultValue("https://slack.com/api/") String apiUrl,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("5s") Duration readTimeout) {
  public SlackSettings {
    allowedHosts = List.copyOf(allowedHosts);
    if (allowedHosts.isEmpty()) {
      throw new IllegalArgumentException("trilha.slack.allowed-hosts names no host");
    }
    URI api = URI.create(apiUrl);
    if (api.getHost() == null
        || !apiUrl.endsWith("/")
        || !("https".equals(api.getScheme()) || AllowedHosts.isLoopback(api))) {
      throw new IllegalArgumentException(
          "trilha.slack.api-url begins with https://, or with http:// and 127.0.0.1:port, and ends"
              + " with a slash");
    }
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
    return "SlackSettings[allowedHosts=%s, apiUrl=%s, connectTimeout=%s, readTimeout=%s]"
        .formatted(allowedHosts, apiUrl, connectTimeout, readTimeout);
  }
}
