package dev.trilha.notification.delivery;

import dev.trilha.notification.learner.Learner;
import dev.trilha.notification.learner.Learners;
import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.slack.Editor;
import dev.trilha.notification.slack.LinkSettings;
import dev.trilha.notification.slack.SlackClient;
import dev.trilha.notification.subscription.Outlet;
import dev.trilha.notification.subscription.Subscription;
import dev.trilha.notification.subscription.Subscriptions;
import dev.trilha.schemas.LearnerId;
import java.util.List;
import java.util.Optional;

/** Brings news to channels of Slack. */
final class SlackCarrier implements Carrier {
  private final Subscriptions subscriptions;
  private final Learners learners;
  private final SlackClient slack;
  private final LinkSettings links;

  SlackCarrier(
      Subscriptions subscriptions, Learners learners, SlackClient slack, LinkSettings links) {
    this.subscriptions = subscriptions;
    this.learners = learners;
    this.slack = slack;
    this.links = links;
  }

  @Override
  public boolean reaches(Outlet outlet) {
    return outlet.isSlack();
  }

  @Override
  public Answer carry(List<Delivery> company) {
    Delivery first = company.getFirst();
    Optional<Subscription> subscription = subscriptions.find(first.team());
    if (subscription.isEmpty()) {
      return new Answer.Refused("unsubscribed");
    }
    return slack.post(
        subscription.get().target(),
        editor(subscription.get())
            .write(first.team(), company.stream().map(Delivery::announcement).toList()));
  }

  /** Says to the channel that it can be reached. */
  Answer test(Subscription subscription) {
    return slack.post(subscription.target(), editor(subscription).test());
  }

  @Override
  public void pause(Outlet outlet, String reason) {
    subscriptions.pause(outlet.team(), reason);
  }

  private Editor editor(Subscription subscription) {
    return new Editor(subscription.language(), subscription.zone(), this::name, links);
  }

  /** Asked for at the last moment: a name that was erased or changed meanwhile is not told. */
  private String name(LearnerId learner) {
    return learners
        .find(learner)
        .map(Learner::displayName)
        .filter(name -> !name.isBlank())
        .orElse(learner.value());
  }
}
