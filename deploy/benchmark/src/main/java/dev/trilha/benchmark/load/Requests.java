package dev.trilha.benchmark.load;

import java.nio.ByteBuffer;

/** The bytes of an order's requests. */
sealed interface Requests permits TickRequests, ReadRequests {
  static Requests of(LoadOrder order) {
    return order.isOfReads() ? new ReadRequests(order.reads()) : new TickRequests(order.batch());
  }

  /** Bytes that a request takes at most. */
  int longest();

  /** Puts the request of that number into the empty buffer. */
  void write(ByteBuffer target, int number);
}
