package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.outgoing.AllowedHosts;
import dev.trilha.notification.outgoing.WebhookUrl;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.webhook.SigningSecret;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.BrokenRule;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param secret to sign with; when absent the one there is, or a new one that the answer shows once
 * @param events {@code TIER_COMPLETED} when absent
 * @param timeZone the team's, for the digest; the deployment's when absent
 */
record WebhookRequest(
    @Nullable String url,
    @Nullable String secret,
    @Nullable List<@Nullable String> events,
    @Nullable String timeZone) {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,64}");

  static String checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw ProblemException.malformed(
          "webhookId", "has 1 to 64 lower-case letters, digits and hyphens");
    }
    return id;
  }

  /**
   * @param known the secret there is, or a new one
   * @throws ProblemException with every rule that is broken
   */
  WebhookSubscription check(
      TeamId team, String id, AllowedHosts allowed, ZoneId usualZone, SigningSecret known) {
    var errors = new ArrayList<BrokenRule>();
    Optional<WebhookUrl> address = address(allowed, errors);
    Optional<SigningSecret> signing =
        secret == null
            ? Optional.of(known)
            : SubscriptionRequest.parsed("secret", secret, errors, SigningSecret::parse);
    Set<AnnouncementKind> kinds =
        WantedEvents.check(events, Set.of(AnnouncementKind.TIER_COMPLETED), errors);
    ZoneId zone =
        timeZone == null ? usualZone : SubscriptionRequest.zone(timeZone, errors).orElse(usualZone);
    if (!errors.isEmpty()) {
      throw ProblemException.malformed(errors);
    }
    return new WebhookSubscription(
        team, id, address.orElseThrow(), signing.orElseThrow(), kinds, zone, null);
  }

  private Optional<WebhookUrl> address(AllowedHosts allowed, List<BrokenRule> errors) {
    if (url == null) {
      errors.add(new BrokenRule("url", "is required"));
      return Optional.empty();
    }
    if (allowed.entries().isEmpty()) {
      errors.add(new BrokenRule("url", "is taken for no host: this deployment allows none"));
      return Optional.empty();
    }
    return SubscriptionRequest.parsed("url", url, errors, text -> WebhookUrl.parse(text, allowed));
  }

  /** Leaves the secrets out: requests end up in logs. */
  @Override
  public String toString() {
    return "WebhookRequest[events=%s]".formatted(events);
  }
}
