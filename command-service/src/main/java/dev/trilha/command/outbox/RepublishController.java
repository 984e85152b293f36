package dev.trilha.command.outbox;

import dev.trilha.command.outbox.Republishing.Order;
import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.StreamId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sending events again, for administrators who rebuild a consumer. The copies are the same events:
 * same id, same sequence.
 */
@RestController
@RequestMapping("/v1/admin/relay/republish")
class RepublishController {
  private static final int SHOWN = 20;

  private final Republishing republishing;

  RepublishController(Republishing republishing) {
    this.republishing = republishing;
  }

  /**
   * Either a range or a stream.
   *
   * @param from the first position, at least 1
   * @param to the last position
   * @param stream for instance {@code team/aurora}
   */
  record RepublishRequest(@Nullable Long from, @Nullable Long to, @Nullable String stream) {
    RepublishRequest {
      boolean range = from != null && to != null;
      if (stream == null ? !range : from != null || to != null) {
        throw Refusal.Invalid.malformed("body", "has both from and to, or stream alone");
      }
      if (from != null && to != null && (from < 1 || to < from)) {
        throw Refusal.Invalid.malformed("from", "is at least 1, and at most to");
      }
      if (stream != null) {
        requireStream(stream);
      }
    }

    private static void requireStream(String stream) {
      try {
        StreamId.parse(stream);
      } catch (IllegalArgumentException none) {
        throw Refusal.Invalid.malformed(
            "stream", "is enrollment/{learner}/{roadmap}, roadmap/{roadmap} or team/{team}");
      }
    }
  }

  /**
   * @param orders the newest first, at most 20
   */
  record Orders(List<Order> orders) {}

  record Cancelled(boolean changed) {}

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Order order(@RequestBody RepublishRequest request) {
    return republishing
        .place(
            request.stream(),
            request.from() == null ? 1 : request.from(),
            request.to() == null ? Long.MAX_VALUE : request.to())
        .orElseThrow(() ->
            new Refusal.UnderWay("events are being sent again; wait for the end, or cancel it"));
  }

  @GetMapping
  Orders orders() {
    return new Orders(republishing.newest(SHOWN));
  }

  @DeleteMapping
  Cancelled cancel() {
    return new Cancelled(republishing.cancel());
  }
}
