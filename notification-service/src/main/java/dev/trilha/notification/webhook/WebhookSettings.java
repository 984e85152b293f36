package dev.trilha.notification.webhook;

import dev.trilha.notification.outgoing.AllowedHosts;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Webhooks that are not Slack's.
 *
 * @param allowedHosts where they may lie; see {@link AllowedHosts}. None: there are no such
 *     webhooks
 * @param mostPerTeam how many a team may have
 */
@ConfigurationProperties("trilha.webhooks")
public record WebhookSettings(
    @DefaultValue List<String> allowedHosts, @DefaultValue("10") int mostPerTeam) {
  public WebhookSettings {
    allowedHosts = allowedHosts.stream().filter(host -> !host.isBlank()).toList();
    if (mostPerTeam < 1 || mostPerTeam > 100) {
      throw new IllegalArgumentException(
          "trilha.webhooks.most-per-team is between 1 and 100, not " + mostPerTeam);
    }
  }

  public AllowedHosts allowed() {
    return new AllowedHosts(allowedHosts);
  }
}
