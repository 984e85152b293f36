package dev.trilha.notification.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every delivery, for people to see what was sent, what was not, and why. */
@RestController
@RequestMapping(path = "/v1/notifications", produces = MediaType.APPLICATION_JSON_VALUE)
class NotificationController {
  private static final int MOST = 200;

  private final Deliveries deliveries;
  private final Attempts attempts;
  private final Transactions transactions;

  NotificationController(Deliveries deliveries, Attempts attempts, Transactions transactions) {
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.transactions = transactions;
  }

  /**
   * @param changed only in answers to a change
   * @param outlet {@code slack}, or {@code webhook/} and its id
   * @param attempts since it was planned or redelivered
   * @param reason of the last failure
   * @param log every attempt that ended, with what was answered
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NotificationView(
      @Nullable Boolean changed,
      String id,
      TeamId teamId,
      String outlet,
      AnnouncementKind event,
      Announcement facts,
      DeliveryStatus status,
      int attempts,
      @Nullable String reason,
      Instant createdAt,
      @Nullable Instant attemptedAt,
      @Nullable Instant settledAt,
      @Nullable String traceparent,
      List<Attempts.Attempt> log) {
    static NotificationView of(
        @Nullable Boolean changed, Delivery delivery, List<Attempts.Attempt> log) {
      return new NotificationView(
          changed,
          Long.toString(delivery.id()),
          delivery.team(),
          delivery.outlet().name(),
          delivery.announcement().kind(),
          delivery.announcement(),
          delivery.status(),
          delivery.attempts(),
          delivery.reason(),
          delivery.createdAt(),
          delivery.attemptedAt(),
          delivery.settledAt(),
          delivery.traceparent(),
          log);
    }
  }

  /**
   * @param next what to give as {@code cursor} for the following page; absent on the last
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record NotificationPage(List<NotificationView> entries, @Nullable String next) {}

  @GetMapping
  NotificationPage list(
      @RequestParam(required = false) @Nullable TeamId team,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.malformed("limit", "is a whole number from 1 to " + MOST);
    }
    long before = cursor == null ? Long.MAX_VALUE : Cursor.decode(cursor);
    List<Delivery> found =
        deliveries.list(team, status == null ? null : status(status), before, limit + 1);
    List<Delivery> page = found.size() > limit ? found.subList(0, limit) : found;
    String next = found.size() > limit ? Cursor.encode(page.getLast().id()) : null;
    Map<Long, List<Attempts.Attempt>> log = attempts.of(page.stream().map(Delivery::id).toList());
    return new NotificationPage(
        page.stream()
            .map(delivery ->
                NotificationView.of(null, delivery, log.getOrDefault(delivery.id(), List.of())))
            .toList(),
        next);
  }

  @GetMapping("/{id}")
  NotificationView show(@PathVariable String id) {
    return view(null, find(id));
  }

  /** Tries again what was parked or cancelled, with all its attempts. */
  @PostMapping("/{id}/redeliver")
  NotificationView redeliver(@PathVariable String id) {
    Delivery delivery = find(id);
    refuseDelivered(delivery, "it is not sent twice");
    boolean changed = deliveries.redeliver(delivery.id());
    Delivery now = find(id);
    if (!changed && now.status() != DeliveryStatus.PENDING) {
      throw deliveries
          .pausedBecause(now)
          .map(reason ->
              new ProblemException(
                  ProblemType.SUBSCRIPTION_PAUSED,
                  "%s of team %s is paused: %s".formatted(now.outlet().name(), now.team(), reason)))
          .orElseGet(() ->
              new ProblemException(
                  ProblemType.NOT_SUBSCRIBED,
                  "team %s has no %s".formatted(now.team(), now.outlet().name())));
    }
    return view(changed, now);
  }

  /** Leaves unsent what was not sent yet. What is under way at that moment may still arrive. */
  @PostMapping("/{id}/cancel")
  NotificationView cancel(@PathVariable String id) {
    Delivery delivery = find(id);
    refuseDelivered(delivery, "it cannot be taken back");
    boolean changed = transactions.call(() -> deliveries.cancel(delivery));
    return view(changed, find(id));
  }

  private static void refuseDelivered(Delivery delivery, String so) {
    if (delivery.status() == DeliveryStatus.DELIVERED) {
      throw new ProblemException(
          ProblemType.ALREADY_DELIVERED,
          "notification %d was delivered; %s".formatted(delivery.id(), so));
    }
  }

  private NotificationView view(@Nullable Boolean changed, Delivery delivery) {
    return NotificationView.of(
        changed,
        delivery,
        attempts.of(List.of(delivery.id())).getOrDefault(delivery.id(), List.of()));
  }

  private Delivery find(String id) {
    return deliveries
        .find(Cursor.number(id, "id"))
        .orElseThrow(() ->
            new ProblemException(
                ProblemType.UNKNOWN_NOTIFICATION, "there is no notification " + id));
  }

  private static DeliveryStatus status(String name) {
    return DeliveryStatus.named(name)
        .orElseThrow(() ->
            ProblemException.malformed(
                "status",
                "is one of "
                    + Arrays.stream(DeliveryStatus.values())
                        .map(DeliveryStatus::name)
                        .collect(Collectors.joining(", "))));
  }
}
