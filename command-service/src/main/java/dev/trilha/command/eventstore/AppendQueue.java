package dev.trilha.command.eventstore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends that wait for a writer: bounded, first come first served, taken as many at a time as
 * there are. Whoever is free takes what came meanwhile, so that batches grow with the load by
 * themselves and a lone append waits for nothing.
 */
final class AppendQueue {
  /** So many events may wait as come with a full queue of ordinary appends, with room to spare. */
  private static final int EVENTS_OF_AN_APPEND = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Append> waiting = new ArrayDeque<>();
  private final int capacity;
  private final int batchEvents;
  private long waitingEvents;
  private boolean closed;

  /** What became of an append that was offered. */
  enum Offer {
    TAKEN,
    FULL,
    CLOSED
  }

  /**
   * @param capacity how many appends may wait, and eight times as many events; an append that has
   *     more by itself waits alone
   * @param batchEvents how many events a batch has at most; an append that has more by itself is a
   *     batch alone
   */
  AppendQueue(int capacity, int batchEvents) {
    this.capacity = capacity;
    this.batchEvents = batchEvents;
  }

  Offer offer(Append append) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (waiting.size() >= capacity || holdsTooMuchWith(append)) {
        return Offer.FULL;
      }
      waiting.add(append);
      waitingEvents += append.size();
      changed.signal();
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  private boolean holdsTooMuchWith(Append append) {
    return !waiting.isEmpty()
        && waitingEvents + append.size() > (long) EVENTS_OF_AN_APPEND * capacity;
  }

  /** Waits for appends; nothing when the queue is closed and empty. */
  List<Append> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      return batch();
    } finally {
      lock.unlock();
    }
  }

  /** The appends that wait now, if any. */
  List<Append> poll() {
    lock.lock();
    try {
      return batch();
    } finally {
      lock.unlock();
    }
  }

  private List<Append> batch() {
    List<Append> batch = new ArrayList<>();
    int events = 0;
    for (Append next = waiting.peek();
        next != null && (batch.isEmpty() || events + next.size() <= batchEvents);
        next = waiting.peek()) {
      events += next.size();
      batch.add(waiting.remove());
    }
    waitingEvents -= events;
    if (!waiting.isEmpty()) {
      // The signal of what is left over went to us.
      changed.signal();
    }
    return batch;
  }

  /** Takes an append back. False when a writer has it: its outcome has to be waited for. */
  boolean withdraw(Append append) {
    lock.lock();
    try {
      boolean waited = waiting.remove(append);
      if (waited) {
        waitingEvents -= append.size();
      }
      return waited;
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing any more; what waits can still be taken out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
