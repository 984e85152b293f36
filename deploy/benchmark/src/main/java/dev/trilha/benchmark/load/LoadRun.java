package dev.trilha.benchmark.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One order, carried out by one thread over non-blocking sockets: the generator shares the machine
 * with what it measures, and is to take as little of it as possible.
 */
final class LoadRun {
  /** No answer at all for so long ends the run. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);

  /** Requests that are due are still sent so long after the end. */
  private static final long OVERTIME = TimeUnit.SECONDS.toNanos(10);

  /** Shorter waits than the selector's millisecond, without keeping a core busy. */
  private static final long NAP = TimeUnit.MICROSECONDS.toNanos(100);

  private final LoadOrder order;
  private final Course course;
  private final @Nullable ProjectionWatch watch;
  private final Requests requests;
  private final Answer answer = new Answer();
  private final Histogram times = Measured.histogram();
  private final Deque<Connection> free = new ArrayDeque<>();
  private final Set<Connection> busy = new HashSet<>();
  private long acked;
  private long unchanged;
  private long refused;
  private long lost;

  LoadRun(LoadOrder order, Course course, @Nullable ProjectionWatch watch) {
    this.order = order;
    this.course = course;
    this.watch = watch;
    this.requests = Requests.of(order);
  }

  LoadResult run() throws IOException {
    long start;
    long end;
    long unsent;
    List<Connection> all = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < order.connections(); i++) {
        all.add(new Connection(selector, order.port(), requests.longest()));
      }
      free.addAll(all);
      start = System.nanoTime();
      Pacer pacer = pacer(start);
      drive(selector, pacer, start + TimeUnit.MILLISECONDS.toNanos(order.millis()) + OVERTIME);
      end = System.nanoTime();
      unsent = giveUp(pacer, end);
      for (Connection connection : all) {
        connection.close();
      }
    }
    course.flush();
    return new LoadResult(
        order.name(),
        (end - start) / 1e9,
        acked,
        unchanged,
        refused,
        lost,
        unsent,
        Measured.times(times),
        watch == null ? null : watch.finish(start, course.acked()));
  }

  private Pacer pacer(long start) {
    long duration = TimeUnit.MILLISECONDS.toNanos(order.millis());
    return order.rate() == 0
        ? new Pacer.Closed(start, duration, order.requests())
        : new Pacer.Open(start, duration, order.rate());
  }

  private void drive(Selector selector, Pacer pacer, long latest) throws IOException {
    long heard = System.nanoTime();
    long now = heard;
    while (now - heard < PATIENCE && now - latest < 0) {
      while (!free.isEmpty() && pacer.isDue(now)) {
        send(free.pop(), pacer.take(now));
        heard = now;
      }
      if (busy.isEmpty() && pacer.isOver(now)) {
        return;
      }
      long pause = free.isEmpty() ? Long.MAX_VALUE : pacer.pause(now);
      if (listen(selector, pause) > 0) {
        heard = System.nanoTime();
      }
      now = System.nanoTime();
    }
  }

  private int listen(Selector selector, long pause) throws IOException {
    long millis = TimeUnit.NANOSECONDS.toMillis(pause);
    if (millis > 0) {
      return selector.select(this::hear, Math.min(millis, 100));
    }
    int heard = selector.selectNow(this::hear);
    if (heard == 0 && pause > 0) {
      LockSupport.parkNanos(Math.min(pause, NAP));
    }
    return heard;
  }

  private void send(Connection connection, long due) throws IOException {
    int number = course.take();
    busy.add(connection);
    try {
      connection.send(requests, number, due);
    } catch (IOException e) {
      lose(connection);
    }
  }

  private void hear(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    if (connection == null) {
      throw new IllegalStateException("a key without its connection");
    }
    try {
      if (!busy.contains(connection)) {
        // The server ended an idle connection.
        free.remove(connection);
        connection.reopen();
        free.push(connection);
        return;
      }
      boolean whole;
      try {
        whole = connection.receive(answer);
      } catch (IOException e) {
        lose(connection);
        return;
      }
      if (whole) {
        note(connection);
        if (answer.closes()) {
          connection.reopen();
        }
        release(connection);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void note(Connection connection) throws IOException {
    long now = System.nanoTime();
    Measured.record(times, now - connection.due());
    if (answer.status() != 200) {
      refused++;
      course.doubt(connection.number());
      return;
    }
    int news = course.accept(connection.number(), answer);
    acked += news;
    unchanged += order.batch() - news;
    if (watch != null && watch.wantsSample(now)) {
      watch.sample(Ticks.learner(connection.number()), answer.version(), now);
    }
  }

  private void lose(Connection connection) throws IOException {
    lost++;
    course.doubt(connection.number());
    connection.reopen();
    release(connection);
  }

  private void release(Connection connection) {
    busy.remove(connection);
    free.push(connection);
  }

  /** What is still under way, or was due and not sent, has waited until now at least. */
  private long giveUp(Pacer pacer, long now) throws IOException {
    for (Connection connection : busy) {
      lost++;
      course.doubt(connection.number());
      Measured.record(times, now - connection.due());
    }
    long unsent = 0;
    while (order.rate() > 0 && pacer.isDue(now)) {
      Measured.record(times, now - pacer.take(now));
      unsent++;
    }
    return unsent;
  }
}
