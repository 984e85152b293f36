package dev.trilha.notification.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.notification.announcement.Announcement;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook gets: a CloudEvent in JSON, the whole of it in the body. Like all that leaves the
 * team it names nobody: people are ids.
 *
 * @param id the same for every attempt, so that a repeat is known
 * @param type for instance {@code dev.trilha.notification.tier-completed.v1}
 * @param subject {@code team/} and the team
 * @param time when it was decided that it is news
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookMessage(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    @Nullable String traceparent,
    Announcement data) {
  /**
   * @param delivery its number
   */
  public static WebhookMessage of(
      long delivery, TeamId team, Instant time, @Nullable String traceparent, Announcement news) {
    String kind = news.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new WebhookMessage(
        "1.0",
        "notification-" + delivery,
        "urn:trilha:notification",
        "dev.trilha.notification." + kind + ".v1",
        "team/" + team.value(),
        time,
        "application/json",
        traceparent,
        news);
  }

  byte[] json() {
    return Json.mapper().writeValueAsBytes(this);
  }
}
