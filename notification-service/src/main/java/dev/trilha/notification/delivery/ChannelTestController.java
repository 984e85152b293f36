package dev.trilha.notification.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.notification.delivery.Channels.TestClaim;
import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.subscription.Subscription;
import dev.trilha.notification.subscription.Subscriptions;
import dev.trilha.notification.subscription.UnusableKeyException;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tries a team's channel while somebody waits for the answer. */
@RestController
@RequestMapping(path = "/v1/teams/{teamId}/slack/test", produces = MediaType.APPLICATION_JSON_VALUE)
class ChannelTestController {
  private final Subscriptions subscriptions;
  private final Channels channels;
  private final Transactions transactions;
  private final SlackCarrier slack;

  ChannelTestController(
      Subscriptions subscriptions,
      Channels channels,
      Transactions transactions,
      SlackCarrier slack) {
    this.subscriptions = subscriptions;
    this.channels = channels;
    this.transactions = transactions;
    this.slack = slack;
  }

  /**
   * @param reason what was answered instead of an ok
   * @param resumed whether the channel was paused, and is not any more
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ChannelTest(TeamId teamId, boolean delivered, @Nullable String reason, boolean resumed) {}

  @PostMapping
  ChannelTest test(@PathVariable TeamId teamId) {
    Subscription subscription = find(teamId);
    String channel = subscriptions.channelOf(teamId).orElseThrow(() -> notSubscribed(teamId));
    TestClaim claim =
        transactions
            .call(() -> channels.claimForTest(channel))
            .orElseThrow(() ->
                new ProblemException(
                    ProblemType.BUSY, "something is sent to the channel: try again soon"));
    boolean delivered = false;
    try {
      Answer answer = slack.test(subscription);
      delivered = answer instanceof Answer.Accepted;
      boolean resumed = delivered && transactions.call(() -> subscriptions.resume(teamId));
      return new ChannelTest(teamId, delivered, delivered ? null : answer.word(), resumed);
    } finally {
      boolean taken = delivered;
      transactions.run(() -> channels.release(claim, taken));
    }
  }

  private Subscription find(TeamId team) {
    try {
      return subscriptions.find(team).orElseThrow(() -> notSubscribed(team));
    } catch (UnusableKeyException e) {
      throw new ProblemException(
          ProblemType.NOT_SUBSCRIBED, "the channel of team " + team + " has to be given again");
    }
  }

  private static ProblemException notSubscribed(TeamId team) {
    return new ProblemException(
        ProblemType.NOT_SUBSCRIBED, "team " + team + " has no Slack channel");
  }
}
