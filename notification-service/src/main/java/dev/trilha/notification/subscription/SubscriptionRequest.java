package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.outgoing.AllowedHosts;
import dev.trilha.notification.outgoing.WebhookUrl;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.slack.BotToken;
import dev.trilha.notification.slack.Language;
import dev.trilha.notification.slack.SlackTarget;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.BrokenRule;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for: a webhook, or a channel with a bot's token.
 *
 * @param webhookUrl of the channel, as Slack gives it
 * @param channel an id such as {@code C0123456789}, or a name such as {@code #news}
 * @param botToken of a bot that may post there
 * @param language {@code pt-BR} when absent
 * @param events {@code TIER_COMPLETED} when absent
 * @param timeZone the team's, an IANA zone; the deployment's when absent
 * @param quietHours when nothing is sent; never when absent
 */
record SubscriptionRequest(
    @Nullable String webhookUrl,
    @Nullable String channel,
    @Nullable String botToken,
    @Nullable String language,
    @Nullable List<@Nullable String> events,
    @Nullable String timeZone,
    @Nullable Quiet quietHours) {
  private static final Pattern CHANNEL =
      Pattern.compile("[CDG][A-Z0-9]{6,20}|#[\\p{Ll}\\p{Lo}\\p{N}][\\p{Ll}\\p{Lo}\\p{N}._-]{0,79}");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

  /** Times of the day such as {@code 22:00}. */
  record Quiet(@Nullable String from, @Nullable String to) {}

  /**
   * @throws ProblemException with every rule that is broken
   */
  Subscription check(TeamId team, AllowedHosts allowed, ZoneId usualZone) {
    var errors = new ArrayList<BrokenRule>();
    Optional<SlackTarget> target = target(allowed, errors);
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
    Set<AnnouncementKind> kinds =
        WantedEvents.check(events, Set.of(AnnouncementKind.TIER_COMPLETED), errors);
    ZoneId zone = timeZone == null ? usualZone : zone(timeZone, errors).orElse(usualZone);
    Optional<QuietHours> quiet = quiet(errors);
    if (!errors.isEmpty()) {
      throw ProblemException.malformed(errors);
    }
    return new Subscription(
        team, target.orElseThrow(), tongue.orElseThrow(), kinds, zone, quiet.orElse(null), null);
  }

  private Optional<SlackTarget> target(AllowedHosts allowed, List<BrokenRule> errors) {
    if (webhookUrl == null && channel == null && botToken == null) {
      errors.add(new BrokenRule("webhookUrl", "is required, or channel with botToken"));
      return Optional.empty();
    }
    if (webhookUrl != null) {
      if (channel != null || botToken != null) {
        errors.add(new BrokenRule("webhookUrl", "stands alone, without channel and botToken"));
      }
      return parsed("webhookUrl", webhookUrl, errors, text -> WebhookUrl.parse(text, allowed))
          .map(SlackTarget.Webhook::new);
    }
    String where = Objects.requireNonNullElse(channel, "");
    if (!CHANNEL.matcher(where).matches()) {
      errors.add(
          new BrokenRule("channel", "is an id such as C0123456789, or a name such as #news"));
    }
    if (botToken == null) {
      errors.add(new BrokenRule("botToken", "is required with channel"));
      return Optional.empty();
    }
    return parsed("botToken", botToken, errors, BotToken::parse)
        .map(token -> new SlackTarget.Bot(token, where));
  }

  static <T> Optional<T> parsed(
      String field, String text, List<BrokenRule> errors, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      errors.add(
          new BrokenRule(field, Objects.requireNonNullElse(e.getMessage(), "is not allowed")));
      return Optional.empty();
    }
  }

  static Optional<ZoneId> zone(String name, List<BrokenRule> errors) {
    try {
      // A fixed offset has no summer time, and PostgreSQL reads its sign the other way round.
      if (ZoneId.getAvailableZoneIds().contains(name)) {
        return Optional.of(ZoneId.of(name));
      }
    } catch (DateTimeException unknown) {
      // The rule below says what is known.
    }
    errors.add(new BrokenRule("timeZone", "is an IANA time zone, for instance America/Sao_Paulo"));
    return Optional.empty();
  }

  private Optional<QuietHours> quiet(List<BrokenRule> errors) {
    if (quietHours == null) {
      return Optional.empty();
    }
    int before = errors.size();
    LocalTime from = time("quietHours.from", quietHours.from(), errors);
    LocalTime to = time("quietHours.to", quietHours.to(), errors);
    if (errors.size() == before && from.equals(to)) {
      errors.add(new BrokenRule("quietHours.to", "is another time than from"));
    }
    return errors.size() > before ? Optional.empty() : Optional.of(new QuietHours(from, to));
  }

  private static LocalTime time(String field, @Nullable String text, List<BrokenRule> errors) {
    if (text == null || !TIME.matcher(text).matches()) {
      errors.add(new BrokenRule(field, "is a time of the day such as 22:00"));
      return LocalTime.MIDNIGHT;
    }
    return LocalTime.parse(text);
  }

  /** Leaves the secrets out: requests end up in logs. */
  @Override
  public String toString() {
    return "SubscriptionRequest[channel=%s, language=%s, events=%s]"
        .formatted(channel, language, events);
  }
}
