package dev.trilha.notification.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.team.Teams;
import dev.trilha.notification.webhook.SigningSecret;
import dev.trilha.notification.webhook.WebhookSettings;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A team's webhooks that are not Slack's. */
@RestController
@RequestMapping(path = "/v1/teams/{teamId}/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookController {
  private final WebhookSubscriptions webhooks;
  private final Subscriptions subscriptions;
  private final Teams teams;
  private final WebhookSettings settings;
  private final SubscriptionSettings usual;
  private final TeamArrival arrival;
  private final SecureRandom random = new SecureRandom();

  WebhookController(
      WebhookSubscriptions webhooks,
      Subscriptions subscriptions,
      Teams teams,
      WebhookSettings settings,
      SubscriptionSettings usual) {
    this.webhooks = webhooks;
    this.subscriptions = subscriptions;
    this.teams = teams;
    this.settings = settings;
    this.usual = usual;
    this.arrival = new TeamArrival(teams, usual.teamWait());
  }

  /**
   * A webhook as it is shown.
   *
   * @param changed only in answers to a change
   * @param url masked
   * @param secret only in the answer to the request that had it made
   * @param paused why nothing is sent, until it is mended and put again
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record WebhookView(
      @Nullable Boolean changed,
      TeamId teamId,
      String webhookId,
      String url,
      @Nullable String secret,
      List<AnnouncementKind> events,
      String timeZone,
      @Nullable Paused paused) {
    static WebhookView of(
        @Nullable Boolean changed, @Nullable String secret, WebhookSubscription webhook) {
      return new WebhookView(
          changed,
          webhook.team(),
          webhook.id(),
          webhook.url().masked(),
          secret,
          webhook.events().stream().sorted().toList(),
          webhook.zone().getId(),
          webhook.paused());
    }
  }

  record WebhookList(List<WebhookView> entries) {}

  record WebhookRemoval(boolean changed, TeamId teamId, String webhookId) {}

  @PutMapping(path = "/{webhookId}", consumes = MediaType.APPLICATION_JSON_VALUE)
  WebhookView put(
      @PathVariable TeamId teamId,
      @PathVariable String webhookId,
      @RequestBody WebhookRequest request) {
    String id = WebhookRequest.checkId(webhookId);
    Optional<SigningSecret> known = knownSecret(teamId, id);
    SigningSecret secret = known.orElseGet(() -> SigningSecret.random(random));
    WebhookSubscription wanted =
        request.check(teamId, id, settings.allowed(), usual.timeZone(), secret);
    if (!subscriptions.knowsZone(wanted.zone().getId())) {
      throw ProblemException.malformed("timeZone", "is a time zone that PostgreSQL knows");
    }
    arrival.await(teamId);
    boolean changed = webhooks.put(wanted);
    boolean made = known.isEmpty() && request.secret() == null;
    return WebhookView.of(changed, made ? secret.reveal() : null, wanted);
  }

  private Optional<SigningSecret> knownSecret(TeamId team, String id) {
    try {
      return webhooks.find(team, id).map(WebhookSubscription::secret);
    } catch (UnusableKeyException e) {
      return Optional.empty();
    }
  }

  @GetMapping
  WebhookList list(@PathVariable TeamId teamId) {
    List<WebhookView> entries =
        webhooks.of(teamId).stream().map(one -> WebhookView.of(null, null, one)).toList();
    if (entries.isEmpty() && !teams.exists(teamId)) {
      throw TeamArrival.unknown(teamId);
    }
    return new WebhookList(entries);
  }

  @GetMapping("/{webhookId}")
  WebhookView show(@PathVariable TeamId teamId, @PathVariable String webhookId) {
    return webhooks
        .find(teamId, WebhookRequest.checkId(webhookId))
        .map(webhook -> WebhookView.of(null, null, webhook))
        .orElseThrow(() ->
            teams.exists(teamId)
                ? new ProblemException(
                    ProblemType.NOT_SUBSCRIBED,
                    "team %s has no webhook %s".formatted(teamId, webhookId))
                : TeamArrival.unknown(teamId));
  }

  @DeleteMapping("/{webhookId}")
  WebhookRemoval remove(@PathVariable TeamId teamId, @PathVariable String webhookId) {
    boolean removed = webhooks.remove(teamId, WebhookRequest.checkId(webhookId));
    if (!removed && !teams.exists(teamId)) {
      throw TeamArrival.unknown(teamId);
    }
    return new WebhookRemoval(removed, teamId, webhookId);
  }
}
