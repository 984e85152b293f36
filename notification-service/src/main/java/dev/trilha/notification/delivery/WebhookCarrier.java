package dev.trilha.notification.delivery;

import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.subscription.Outlet;
import dev.trilha.notification.subscription.WebhookSubscription;
import dev.trilha.notification.subscription.WebhookSubscriptions;
import dev.trilha.notification.webhook.WebhookClient;
import dev.trilha.notification.webhook.WebhookMessage;
import java.util.List;
import java.util.Optional;

/** Brings news to webhooks, one by one. */
final class WebhookCarrier implements Carrier {
  private final WebhookSubscriptions webhooks;
  private final WebhookClient client;

  WebhookCarrier(WebhookSubscriptions webhooks, WebhookClient client) {
    this.webhooks = webhooks;
    this.client = client;
  }

  @Override
  public boolean reaches(Outlet outlet) {
    return !outlet.isSlack();
  }

  @Override
  public Answer carry(List<Delivery> company) {
    Delivery delivery = company.getFirst();
    Optional<WebhookSubscription> webhook =
        webhooks.find(delivery.team(), delivery.outlet().webhookId());
    if (webhook.isEmpty()) {
      return new Answer.Refused("unsubscribed");
    }
    return client.post(
        webhook.get().url(),
        webhook.get().secret(),
        WebhookMessage.of(
            delivery.id(),
            delivery.team(),
            delivery.createdAt(),
            delivery.traceparent(),
            delivery.announcement()));
  }

  @Override
  public void pause(Outlet outlet, String reason) {
    webhooks.pause(outlet, reason);
  }
}
