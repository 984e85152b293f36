package dev.trilha.command.outbox;

import dev.trilha.command.outbox.Republishing.Order;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Carries out what was ordered to be sent again, beside the stream and slower than it: for as long
 * as this replica relays.
 */
final class Republisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Republisher.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final Republishing orders;
  private final StoredEvents stored;
  private final ParkedRows parked;
  private final Delivery delivery;
  private final int perSecond;
  private final LongSupplier relayed;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param perSecond events at the most
   * @param relayed the newest event that Kafka has. An order waits until it is covered: an event
   *     that overtook the one before it would have that one dropped as a copy
   */
  Republisher(
      Republishing orders,
      StoredEvents stored,
      ParkedRows parked,
      Delivery delivery,
      int perSecond,
      LongSupplier relayed) {
    this.orders = orders;
    this.stored = stored;
    this.parked = parked;
    this.delivery = delivery;
    this.perSecond = perSecond;
    this.relayed = relayed;
    this.thread = Thread.ofVirtual().name("outbox-republisher").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  private void work() {
    try {
      while (!stop.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          Optional<Order> order = orders.underWay();
          if (order.isPresent()) {
            look(order.get());
          }
        } catch (DataAccessException | KafkaException later) {
          LOG.warn("Sending again goes on later: {}", later.getMessage());
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(Order order) throws InterruptedException {
    if (order.total() == 0) {
      // It may reach further than the relay ever will.
      orders.finished(order);
    } else if (order.to() <= relayed.getAsLong()) {
      send(order);
    }
  }

  private void send(Order order) throws InterruptedException {
    long begun = System.nanoTime();
    long said = begun;
    long sent = 0;
    long position = order.position();
    List<Outgoing> page = page(order, position);
    while (!page.isEmpty() && orders.underWay().filter(now -> now.id() == order.id()).isPresent()) {
      deliver(page);
      position = page.getLast().position();
      sent += page.size();
      orders.sent(order, position, page.size());
      if (System.nanoTime() - said > BETWEEN_LINES.toNanos()) {
        said = System.nanoTime();
        LOG.info("Sent again: {} of {} events", order.sent() + sent, order.total());
      }
      long due = begun + sent * TimeUnit.SECONDS.toNanos(1) / perSecond;
      if (stop.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        return;
      }
      page = page(order, position);
    }
    orders.finished(order);
    LOG.info(
        "Sent again: {} of {} events, of {} from position {} to {}",
        order.sent() + sent,
        order.total(),
        order.stream() == null ? "all streams" : order.stream(),
        order.from(),
        order.to());
  }

  private List<Outgoing> page(Order order, long position) {
    return stored.between(order.stream(), position, order.to(), perSecond);
  }

  /** What Kafka has now is parked no more. */
  private void deliver(List<Outgoing> page) throws InterruptedException {
    Set<Long> left = new HashSet<>();
    for (Outgoing row : delivery.deliver(page)) {
      left.add(row.position());
    }
    parked.release(
        page.stream()
            .map(Outgoing::position)
            .filter(position -> !left.contains(position))
            .toList());
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
