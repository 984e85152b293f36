package dev.trilha.notification.delivery;

import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.subscription.Outlet;
import java.util.List;

/** Knows how to bring news to outlets of one kind. */
interface Carrier {
  boolean reaches(Outlet outlet);

  /**
   * Tries once, in bounded time, outside of any transaction.
   *
   * @param company of one outlet, the oldest first
   */
  Answer carry(List<Delivery> company);

  /** Nothing would arrive any more. Part of the caller's transaction. */
  void pause(Outlet outlet, String reason);
}
