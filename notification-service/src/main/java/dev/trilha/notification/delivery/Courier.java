package dev.trilha.notification.delivery;

import dev.trilha.notification.delivery.Channels.Claim;
import dev.trilha.notification.learner.Learner;
import dev.trilha.notification.learner.Learners;
import dev.trilha.notification.slack.Editor;
import dev.trilha.notification.slack.LinkSettings;
import dev.trilha.notification.slack.SlackAnswer;
import dev.trilha.notification.slack.SlackClient;
import dev.trilha.notification.slack.SlackMessage;
import dev.trilha.notification.subscription.Subscription;
import dev.trilha.notification.subscription.Subscriptions;
import dev.trilha.notification.subscription.UnusableKeyException;
import dev.trilha.notification.trace.Trace;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.LearnerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt: claims a delivery, sends it, stores what came of it. Nothing is held in the
 * database while sending, so a crash between sending and storing repeats the message once when the
 * lease runs out.
 */
final class Courier {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private final Transactions transactions;
  private final Channels channels;
  private final Deliveries deliveries;
  private final Subscriptions subscriptions;
  private final Learners learners;
  private final SlackClient slack;
  private final LinkSettings links;
  private final DeliverySettings settings;
  private final BackOff backOff;

  Courier(
      Transactions transactions,
      Channels channels,
      Deliveries deliveries,
      Subscriptions subscriptions,
      Learners learners,
      SlackClient slack,
      LinkSettings links,
      DeliverySettings settings,
      BackOff backOff) {
    this.transactions = transactions;
    this.channels = channels;
    this.deliveries = deliveries;
    this.subscriptions = subscriptions;
    this.learners = learners;
    this.slack = slack;
    this.links = links;
    this.settings = settings;
    this.backOff = backOff;
  }

  Optional<Claim> claim() {
    return transactions.call(() -> channels.claim(settings.lease()));
  }

  SlackAnswer send(Delivery delivery) {
    try (var _ = Trace.continuing(delivery.traceparent())) {
      log.info(
          "delivery {} to team {}: attempt {} of {}",
          delivery.id(),
          delivery.team(),
          delivery.attempts(),
          settings.attempts());
      Optional<Subscription> subscription = subscriptions.find(delivery.team());
      if (subscription.isEmpty()) {
        return new SlackAnswer.Refused("unsubscribed");
      }
      // Asked for at the last moment: a name that was erased or changed meanwhile is not told.
      var editor =
          new Editor(subscription.get().language(), settings.timeZone(), this::name, links);
      SlackMessage message = editor.write(delivery.team(), List.of(delivery.announcement()));
      return slack.post(subscription.get().url(), message);
    } catch (UnusableKeyException e) {
      log.error("delivery {} cannot be sent: {}", delivery.id(), e.getMessage());
      return new SlackAnswer.TryLater("address-cannot-be-decrypted", Optional.empty());
    }
  }

  private String name(LearnerId learner) {
    return learners
        .find(learner)
        .map(Learner::displayName)
        .filter(name -> !name.isBlank())
        .orElse(learner.value());
  }

  void settle(Claim claim, SlackAnswer answer) {
    transactions.run(() -> {
      Delivery delivery = claim.delivery();
      switch (answer) {
        case SlackAnswer.Accepted() -> {
          channels.release(claim, settings.channelPause());
          // Whoever holds the channel now: it arrived, and must not be sent again.
          deliveries.delivered(delivery);
        }
        case SlackAnswer.Refused(String reason) -> {
          if (channels.release(claim, settings.channelPause())) {
            deliveries.parked(delivery, reason);
          }
        }
        case SlackAnswer.TryLater(String reason, Optional<Duration> after) -> {
          boolean last = delivery.attempts() >= settings.attempts();
          Duration pause = backOff.after(delivery.attempts(), after);
          if (channels.release(claim, pause)) {
            if (last) {
              deliveries.parked(
                  delivery, "given up after " + delivery.attempts() + " attempts: " + reason);
            } else {
              deliveries.toBeRetried(delivery, reason);
            }
          }
        }
      }
    });
  }
}
