package dev.trilha.notification.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.outgoing.AllowedHosts;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.slack.SlackTarget;
import dev.trilha.notification.team.Teams;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A team's channel. */
@RestController
@RequestMapping(path = "/v1/teams/{teamId}/slack", produces = MediaType.APPLICATION_JSON_VALUE)
class SubscriptionController {
  private final Subscriptions subscriptions;
  private final Teams teams;
  private final AllowedHosts allowed;
  private final SubscriptionSettings settings;
  private final TeamArrival arrival;

  SubscriptionController(
      Subscriptions subscriptions,
      Teams teams,
      AllowedHosts allowed,
      SubscriptionSettings settings) {
    this.subscriptions = subscriptions;
    this.teams = teams;
    this.allowed = allowed;
    this.settings = settings;
    this.arrival = new TeamArrival(teams, settings.teamWait());
  }

  /**
   * A subscription as it is shown.
   *
   * @param changed only in answers to a change
   * @param webhookUrl masked; absent when a bot posts
   * @param channel that a bot posts to
   * @param botToken masked
   * @param paused why nothing is sent, until it is mended and put again or tested
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SubscriptionView(
      @Nullable Boolean changed,
      TeamId teamId,
      @Nullable String webhookUrl,
      @Nullable String channel,
      @Nullable String botToken,
      String language,
      List<AnnouncementKind> events,
      String timeZone,
      @Nullable QuietView quietHours,
      @Nullable Paused paused) {
    static SubscriptionView of(@Nullable Boolean changed, Subscription subscription) {
      SlackTarget target = subscription.target();
      SlackTarget.@Nullable Bot bot = target instanceof SlackTarget.Bot one ? one : null;
      QuietHours quiet = subscription.quietHours();
      return new SubscriptionView(
          changed,
          subscription.team(),
          target instanceof SlackTarget.Webhook webhook ? webhook.url().masked() : null,
          bot == null ? null : bot.channel(),
          bot == null ? null : bot.token().masked(),
          subscription.language().tag(),
          subscription.events().stream().sorted().toList(),
          subscription.zone().getId(),
          quiet == null ? null : new QuietView(quiet.from().toString(), quiet.to().toString()),
          subscription.paused());
    }
  }

  /** As it was asked for. */
  record QuietView(String from, String to) {}

  record SubscriptionRemoval(boolean changed, TeamId teamId) {}

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  SubscriptionView subscribe(
      @PathVariable TeamId teamId, @RequestBody SubscriptionRequest request) {
    Subscription wanted = request.check(teamId, allowed, settings.timeZone());
    if (!subscriptions.knowsZone(wanted.zone().getId())) {
      throw ProblemException.malformed("timeZone", "is a time zone that PostgreSQL knows");
    }
    arrival.await(teamId);
    return SubscriptionView.of(subscriptions.put(wanted), wanted);
  }

  @GetMapping
  SubscriptionView show(@PathVariable TeamId teamId) {
    return subscriptions
        .find(teamId)
        .map(subscription -> SubscriptionView.of(null, subscription))
        .orElseThrow(() ->
            teams.exists(teamId)
                ? new ProblemException(
                    ProblemType.NOT_SUBSCRIBED, "team " + teamId + " has no Slack channel")
                : unknown(teamId));
  }

  @DeleteMapping
  SubscriptionRemoval unsubscribe(@PathVariable TeamId teamId) {
    boolean removed = subscriptions.remove(teamId);
    if (!removed && !teams.exists(teamId)) {
      throw unknown(teamId);
    }
    return new SubscriptionRemoval(removed, teamId);
  }

  private static ProblemException unknown(TeamId team) {
    return TeamArrival.unknown(team);
  }
}
