package dev.trilha.notification.delivery;

import dev.trilha.notification.delivery.Channels.Claim;
import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.subscription.Outlet;
import dev.trilha.notification.subscription.UnusableKeyException;
import dev.trilha.notification.trace.Trace;
import dev.trilha.notification.transaction.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one attempt: claims what waits for a channel, sends it, stores what came of it. Nothing is
 * held in the database while sending, so a crash between sending and storing repeats the message
 * once when the lease runs out.
 */
final class Courier {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private final Transactions transactions;
  private final Channels channels;
  private final Deliveries deliveries;
  private final Attempts attempts;
  private final List<Carrier> carriers;
  private final DeliverySettings settings;
  private final BackOff backOff;

  Courier(
      Transactions transactions,
      Channels channels,
      Deliveries deliveries,
      Attempts attempts,
      List<Carrier> carriers,
      DeliverySettings settings,
      BackOff backOff) {
    this.transactions = transactions;
    this.channels = channels;
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.carriers = List.copyOf(carriers);
    this.settings = settings;
    this.backOff = backOff;
  }

  /** What was answered, and after how long. */
  record Answered(Answer answer, Duration after) {}

  Optional<Claim> claim() {
    return transactions.call(channels::claim);
  }

  Answered send(Claim claim) {
    long begin = System.nanoTime();
    Answer answer = carry(claim.deliveries());
    return new Answered(answer, Duration.ofNanos(System.nanoTime() - begin));
  }

  private Answer carry(List<Delivery> company) {
    Delivery first = company.getFirst();
    try (var _ = Trace.continuing(first.traceparent())) {
      log.info(
          "delivery {} to {}, {} together: attempt {} of {}",
          first.id(),
          first.outlet(),
          company.size(),
          first.attempts(),
          settings.attempts());
      return carrierTo(first.outlet()).carry(company);
    } catch (UnusableKeyException e) {
      log.error("delivery {} cannot be sent: {}", first.id(), e.getMessage());
      return Answer.TryLater.because("address-cannot-be-decrypted");
    } catch (RuntimeException e) {
      // It counts as an attempt, or it would be made for ever.
      log.error("delivery {} failed here", first.id(), e);
      return Answer.TryLater.because("failed-here");
    }
  }

  private Carrier carrierTo(Outlet outlet) {
    return carriers.stream()
        .filter(carrier -> carrier.reaches(outlet))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody carries anything to " + outlet));
  }

  void settle(Claim claim, Answered answered) {
    transactions.run(() -> {
      attempts.note(claim.deliveries(), answered.answer().word(), answered.after());
      switch (answered.answer()) {
        case Answer.Accepted() -> {
          channels.release(claim, pauseAt(claim));
          // Whoever holds the channel now: it arrived, and must not be sent again.
          claim.deliveries().forEach(deliveries::delivered);
          deliveries.messageTaken();
        }
        case Answer.Refused(String reason) -> {
          if (channels.release(claim, pauseAt(claim))) {
            refused(claim.deliveries(), reason);
          }
        }
        case Answer.Unreachable(String reason) -> {
          if (channels.release(claim, pauseAt(claim))) {
            Outlet outlet = claim.first().outlet();
            log.error("{} is paused: {}", outlet, reason);
            carrierTo(outlet).pause(outlet, reason);
            claim.deliveries().forEach(delivery -> deliveries.parked(delivery, reason));
          }
        }
        case Answer.TryLater(String reason, Optional<Duration> after) -> {
          Duration pause = backOff.after(claim.first().attempts(), after);
          if (channels.release(claim, pause)) {
            claim.deliveries().forEach(delivery -> tryLater(delivery, reason));
          }
        }
      }
    });
  }

  /** One of several may be at fault: each is tried alone, so that the others are told. */
  private void refused(List<Delivery> company, String reason) {
    if (company.size() == 1) {
      deliveries.parked(company.getFirst(), reason);
      return;
    }
    for (Delivery delivery : company) {
      deliveries.toBeSentAlone(delivery);
      deliveries.toBeRetried(delivery, reason);
    }
  }

  private void tryLater(Delivery delivery, String reason) {
    if (delivery.attempts() >= settings.attempts()) {
      deliveries.parked(delivery, "given up after " + delivery.attempts() + " attempts: " + reason);
    } else {
      deliveries.toBeRetried(delivery, reason);
    }
  }

  private Duration pauseAt(Claim claim) {
    return claim.first().outlet().isSlack() ? settings.channelPause() : Duration.ZERO;
  }
}
