package dev.trilha.standalone;

import dev.trilha.embedded.Database;
import dev.trilha.standalone.gateway.Destination;
import dev.trilha.standalone.gateway.Gateway;
import dev.trilha.standalone.gateway.PartStatus;
import dev.trilha.standalone.gateway.WelcomePages;
import dev.trilha.standalone.part.PartListener;
import dev.trilha.standalone.part.PartLogs;
import dev.trilha.standalone.part.PartState;
import dev.trilha.standalone.part.ProcessIdentity;
import dev.trilha.standalone.part.RunFolder;
import dev.trilha.standalone.part.SupervisedPart;
import dev.trilha.standalone.slack.SlackHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileLock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * All of Trilha on this machine: PostgreSQL, Kafka and the three services as processes, the gateway
 * and the local Slack in this JVM.
 *
 * <pre>{@code
 * try (var platform = Platform.start(PlatformSettings.forTest(folder))) {
 *   platform.awaitReady(Duration.ofMinutes(2));
 *   platform.part("command").kill();
 * }
 * }</pre>
 */
public final class Platform implements AutoCloseable {
  private static final long LOG_LIMIT = 10L * 1024 * 1024;

  private final PlatformSettings settings;
  private final DataFolder folder;
  private final RunFolder runFolder;
  private final FileLock lock;
  private final Consumer<String> progress;
  private final Instant started = Instant.now();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon().factory());
  private final PostgresPart postgres;
  private final Map<String, SupervisedPart> parts = new LinkedHashMap<>();
  private final Gateway gateway;
  private final CountDownLatch closed = new CountDownLatch(1);
  // Guarded by this.
  private boolean closing;

  private Platform(
      PlatformSettings settings, DataFolder folder, FileLock lock, Consumer<String> progress) {
    this.settings = settings;
    this.folder = folder;
    this.runFolder = folder.run();
    this.lock = lock;
    this.progress = progress;
    var logs = new PartLogs(folder.logs(), LOG_LIMIT);
    var _ = housekeeping.scheduleWithFixedDelay(logs::rotate, 0, 5, TimeUnit.SECONDS);
    Ports ports = settings.ports();
    this.postgres = new PostgresPart(folder.postgres(), logs.of("postgres"), ports.postgres());
    var kafka = new KafkaPart(folder.kafka(), logs.of("kafka"), ports);
    var listener = new Announcer(progress, logs, this::writeStatus);
    SupervisedPart postgresLife = supervised(postgres, List.of(), listener);
    SupervisedPart kafkaLife = supervised(kafka, List.of(), listener);
    parts.put(postgresLife.name(), postgresLife);
    parts.put(kafkaLife.name(), kafkaLife);
    var services = new EnumMap<Destination, Integer>(Destination.class);
    for (Service service : Service.values()) {
      var part =
          new ServicePart(
              service, settings, folder, postgres, kafka, logs.of(service.part()), http);
      parts.put(part.name(), supervised(part, List.of(postgresLife, kafkaLife), listener));
      services.put(service.destination(), part.port());
    }
    this.gateway = startGateway(services);
  }

  /** As {@link #start(PlatformSettings, Consumer)}, silently. */
  public static Platform start(PlatformSettings settings) {
    return start(settings, _ -> {});
  }

  /**
   * Starts everything and returns at once; see {@link #awaitReady}. What a killed launcher left
   * running on the same data is stopped first.
   *
   * @param progress hears a line about each step
   * @throws PlatformFailed when Trilha cannot run here; nothing is left running then
   */
  public static Platform start(PlatformSettings settings, Consumer<String> progress) {
    for (Service service : Service.values()) {
      Applications.jarOf(settings.home(), service.module());
    }
    var folder = new DataFolder(settings.data());
    folder.prepare();
    FileLock lock =
        folder
            .lock()
            .orElseThrow(() ->
                new PlatformFailed(
                    "Trilha already runs on %s; see: ./trilha status".formatted(settings.data())));
    try {
      List<String> leftovers = Leftovers.stop(folder);
      if (!leftovers.isEmpty()) {
        progress.accept("stopped what an earlier run left: " + String.join(", ", leftovers));
      }
      settings.ports().requireFree();
      var platform = new Platform(settings, folder, lock, progress);
      platform.parts.values().forEach(SupervisedPart::start);
      return platform;
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  /** Where the API is, {@code http://127.0.0.1:port}. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + settings.ports().gateway());
  }

  /** The URL that a team gives as its Slack webhook to have the local Slack show its messages. */
  public URI slackWebhook(String channel) {
    return baseUrl().resolve("/slack/webhooks/" + channel);
  }

  /**
   * @param name {@code postgres}, {@code kafka}, {@code command}, {@code query} or {@code
   *     notification}
   */
  public SupervisedPart part(String name) {
    SupervisedPart part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException(
          "no process is called %s; there are %s".formatted(name, parts.keySet()));
    }
    return part;
  }

  /** The parts that are processes, in the order of their start. */
  public List<SupervisedPart> parts() {
    return List.copyOf(parts.values());
  }

  /**
   * A service's own database, for looking at what it stored.
   *
   * @param service {@code command}, {@code query} or {@code notification}
   */
  public Database database(String service) {
    for (Service known : Service.values()) {
      if (known.part().equals(service)) {
        return postgres.databaseOf(known);
      }
    }
    throw new IllegalArgumentException("no service is called " + service);
  }

  /** The query database as boards see it: its reporting views, and no table. */
  public Database reporting() {
    return postgres.reporting();
  }

  /** The command database as the outbox relay sees it. */
  public Database relay() {
    return postgres.relay();
  }

  public String kafkaBootstrapServers() {
    return "127.0.0.1:" + settings.ports().kafka();
  }

  /**
   * Returns when every part is ready and, if so set, the bundled roadmaps are published.
   *
   * @throws PlatformFailed when a part cannot be started, or not in time
   */
  public void awaitReady(Duration atMost) throws InterruptedException {
    Instant deadline = Instant.now().plus(atMost);
    for (SupervisedPart part : parts.values()) {
      Duration left = Duration.between(Instant.now(), deadline);
      if (!part.awaitReady(left.isNegative() ? Duration.ZERO : left)) {
        throw new PlatformFailed(
            "%s is %s; its log is %s"
                .formatted(part.name(), part.state(), folder.logs().resolve(part.name() + ".log")));
      }
    }
    progress.accept(
        "everything ready in %.1f s"
            .formatted(Duration.between(started, Instant.now()).toMillis() / 1_000.0));
    if (settings.publishRoadmaps()) {
      new BundledRoadmaps(http, runFolder, BundledRoadmaps.bundled()).publish(baseUrl(), progress);
    }
  }

  /** Returns when the platform was closed. */
  public void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /** Stops everything, in the reverse order of the start, and leaves no process. */
  @Override
  public void close() {
    boolean first;
    synchronized (this) {
      first = !closing;
      closing = true;
    }
    if (first) {
      stopEverything();
    }
  }

  /** Whether somebody asked to close the platform. */
  synchronized boolean isClosing() {
    return closing;
  }

  private void stopEverything() {
    try {
      gateway.close();
      stopTogether(List.of("command", "query", "notification"));
      stopTogether(List.of("kafka", "postgres"));
    } finally {
      housekeeping.shutdownNow();
      http.shutdownNow();
      release(lock);
      closed.countDown();
    }
  }

  private SupervisedPart supervised(
      dev.trilha.standalone.part.Part part, List<SupervisedPart> needs, PartListener listener) {
    return new SupervisedPart(
        part,
        needs,
        settings.supervision(),
        runFolder,
        listener,
        InstantSource.system(),
        RandomGenerator.getDefault());
  }

  private Gateway startGateway(Map<Destination, Integer> services) {
    var slack = new SlackHandler(folder.slack(), InstantSource.system(), ZoneId.systemDefault());
    try {
      return Gateway.start(
          settings.ports().gateway(), services, slack, new WelcomePages(this::status));
    } catch (Exception e) {
      throw new PlatformFailed(
          "the gateway cannot listen on port %d: %s".formatted(settings.ports().gateway(), e), e);
    }
  }

  private void stopTogether(List<String> names) {
    var threads = new ArrayList<Thread>();
    for (String name : names) {
      threads.add(Thread.ofVirtual().name("stops " + name).start(() -> part(name).stop()));
    }
    for (Thread thread : threads) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          // Leaving now would leave a process.
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private List<PartStatus> status() {
    long ownPid = ProcessHandle.current().pid();
    int port = settings.ports().gateway();
    var all = new ArrayList<PartStatus>();
    all.add(new PartStatus("gateway", PartState.READY, ownPid, port, 0, started));
    all.add(new PartStatus("slack", PartState.READY, ownPid, port, 0, started));
    for (SupervisedPart part : parts.values()) {
      Long pid = part.pid().isPresent() ? (Long) part.pid().getAsLong() : null;
      all.add(
          new PartStatus(
              part.name(), part.state(), pid, part.port(), part.restarts(), part.since()));
    }
    return all;
  }

  private synchronized void writeStatus() {
    new PlatformStatus(ProcessIdentity.ofThisProcess(), baseUrl().toString(), status())
        .write(runFolder);
  }

  private static void release(FileLock lock) {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new PlatformFailed("the data folder's lock cannot be released", e);
    }
  }
}
