package dev.trilha.notification.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.slack.AllowedHosts;
import dev.trilha.notification.team.Teams;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Duration;
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
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Subscriptions subscriptions;
  private final Teams teams;
  private final AllowedHosts allowed;
  private final SubscriptionSettings settings;

  SubscriptionController(
      Subscriptions subscriptions,
      Teams teams,
      AllowedHosts allowed,
      SubscriptionSettings settings) {
    this.subscriptions = subscriptions;
    this.teams = teams;
    this.allowed = allowed;
    this.settings = settings;
  }

  /**
   * A subscription as it is shown.
   *
   * @param changed only in answers to a change
   * @param webhookUrl masked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SubscriptionView(
      @Nullable Boolean changed,
      TeamId teamId,
      String webhookUrl,
      String language,
      List<AnnouncementKind> events) {
    static SubscriptionView of(@Nullable Boolean changed, Subscription subscription) {
      return new SubscriptionView(
          changed,
          subscription.team(),
          subscription.url().masked(),
          subscription.language().tag(),
          subscription.events().stream().sorted().toList());
    }
  }

  record SubscriptionRemoval(boolean changed, TeamId teamId) {}

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  SubscriptionView subscribe(
      @PathVariable TeamId teamId, @RequestBody SubscriptionRequest request) {
    Subscription wanted = request.check(teamId, allowed);
    awaitTeam(teamId);
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

  /** A team that was formed a moment ago is on its way here. */
  private void awaitTeam(TeamId team) {
    long giveUp = System.nanoTime() + settings.teamWait().toNanos();
    while (!teams.exists(team)) {
      if (System.nanoTime() - giveUp >= 0) {
        throw unknown(team);
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unknown(team);
      }
    }
  }

  private static ProblemException unknown(TeamId team) {
    return new ProblemException(ProblemType.UNKNOWN_TEAM, "there is no team " + team);
  }
}
