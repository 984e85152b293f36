package dev.trilha.query.live;

import dev.trilha.query.live.LiveClient.Next;
import dev.trilha.query.notice.Notice.Posted;
import dev.trilha.query.notice.NoticeReader;
import dev.trilha.query.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.context.SmartLifecycle;

/**
 * The clients of this replica. Ends their streams when the service stops, before the web server
 * waits for requests that would never end.
 */
class LiveHub implements NoticeReader, SmartLifecycle {
  private final LiveSettings settings;
  private final Semaphore places;
  private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
  private final Counter updates;
  private final Counter dropped;
  private volatile boolean open = true;

  LiveHub(LiveSettings settings, MeterRegistry registry) {
    this.settings = settings;
    places = new Semaphore(settings.maxClients());
    updates =
        Counter.builder("trilha.live.updates")
            .description("Updates handed to clients of live updates")
            .register(registry);
    dropped =
        Counter.builder("trilha.live.dropped")
            .description("Clients of live updates that were dropped because they were too slow")
            .register(registry);
    Gauge.builder("trilha.live.clients", this::count)
        .description("Streams of live updates that are open")
        .register(registry);
  }

  /**
   * From now on the client is handed what concerns it. To be followed by {@link #leave}.
   *
   * @throws ProblemException when there are too many
   */
  LiveClient join(Set<String> subjects) {
    if (!open || !places.tryAcquire()) {
      throw ProblemException.busy(
          "%d streams of live updates are open already".formatted(settings.maxClients()));
    }
    var client = new LiveClient(subjects, settings.buffer());
    clients.add(client);
    if (!open) {
      client.end();
    }
    return client;
  }

  void leave(LiveClient client) {
    clients.remove(client);
    places.release();
  }

  int count() {
    return settings.maxClients() - places.availablePermits();
  }

  @Override
  public boolean isInterested() {
    return !clients.isEmpty();
  }

  @Override
  public void read(List<Posted> notices) {
    for (LiveClient client : clients) {
      for (Posted posted : notices) {
        if (client.wants(posted) && !hand(client, new Next.Update(posted))) {
          break;
        }
      }
    }
  }

  @Override
  public void missedSome() {
    clients.forEach(client -> hand(client, new Next.Missed()));
  }

  private boolean hand(LiveClient client, Next next) {
    if (client.offer(next)) {
      updates.increment();
      return true;
    }
    // It keeps its place until its thread has noticed, so that the number of threads is bounded.
    clients.remove(client);
    client.end();
    dropped.increment();
    return false;
  }

  @Override
  public void start() {
    open = true;
  }

  @Override
  public void stop() {
    open = false;
    clients.forEach(LiveClient::end);
  }

  @Override
  public boolean isRunning() {
    return open;
  }
}
