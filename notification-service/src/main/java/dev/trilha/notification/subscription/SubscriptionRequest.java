package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.slack.AllowedHosts;
import dev.trilha.notification.slack.Language;
import dev.trilha.notification.slack.WebhookUrl;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.BrokenRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param webhookUrl of the channel, as Slack gives it
 * @param language {@code pt-BR} when absent
 * @param events {@code TIER_COMPLETED} when absent
 */
record SubscriptionRequest(
    @Nullable String webhookUrl,
    @Nullable String language,
    @Nullable List<@Nullable String> events) {
  /**
   * @throws ProblemException with every rule that is broken
   */
  Subscription check(TeamId team, AllowedHosts allowed) {
    var errors = new ArrayList<BrokenRule>();
    Optional<WebhookUrl> url = url(allowed, errors);
    Optional<Language> tongue =
        Language.tagged(Objects.requireNonNullElse(language, Language.PORTUGUESE.tag()));
    if (tongue.isEmpty()) {
      errors.add(
          new BrokenRule(
              "language",
              "is one of "
                  + Arrays.stream(Language.values())
                      .map(Language::tag)
                      .collect(Collectors.joining(", "))));
    }
    Set<AnnouncementKind> kinds = kinds(errors);
    if (!errors.isEmpty()) {
      throw ProblemException.malformed(errors);
    }
    return new Subscription(team, url.orElseThrow(), tongue.orElseThrow(), kinds);
  }

  private Optional<WebhookUrl> url(AllowedHosts allowed, List<BrokenRule> errors) {
    if (webhookUrl == null) {
      errors.add(new BrokenRule("webhookUrl", "is required"));
      return Optional.empty();
    }
    try {
      return Optional.of(WebhookUrl.parse(webhookUrl, allowed));
    } catch (IllegalArgumentException e) {
      errors.add(
          new BrokenRule(
              "webhookUrl", Objects.requireNonNullElse(e.getMessage(), "is not allowed")));
      return Optional.empty();
    }
  }

  private Set<AnnouncementKind> kinds(List<BrokenRule> errors) {
    if (events == null) {
      return EnumSet.of(AnnouncementKind.TIER_COMPLETED);
    }
    var kinds = EnumSet.noneOf(AnnouncementKind.class);
    if (events.isEmpty()) {
      errors.add(new BrokenRule("events", "has at least one event; DELETE ends the subscription"));
    }
    for (int i = 0; i < events.size(); i++) {
      String name = events.get(i);
      Optional<AnnouncementKind> kind =
          name == null ? Optional.empty() : AnnouncementKind.named(name);
      if (kind.isEmpty()) {
        errors.add(
            new BrokenRule(
                "events[" + i + "]",
                "is one of "
                    + Arrays.stream(AnnouncementKind.values())
                        .map(AnnouncementKind::name)
                        .collect(Collectors.joining(", "))));
        return kinds;
      }
      kinds.add(kind.get());
    }
    return kinds;
  }

  /** Leaves the address out: requests end up in logs. */
  @Override
  public String toString() {
    return "SubscriptionRequest[language=%s, events=%s]".formatted(language, events);
  }
}
