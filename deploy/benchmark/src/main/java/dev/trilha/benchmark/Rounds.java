package dev.trilha.benchmark;

import static dev.trilha.benchmark.Session.millis;

import dev.trilha.benchmark.load.LoadOrder;
import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.Server;
import dev.trilha.benchmark.machine.Servers;
import dev.trilha.benchmark.report.Figures;
import dev.trilha.benchmark.store.Commits;
import dev.trilha.benchmark.store.Store;
import dev.trilha.benchmark.store.StoreCheck;
import dev.trilha.embedded.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The taking of ticks alone, against what it is compared with: in rounds, so that what disturbs the
 * machine disturbs them all. Everything is up all the time and idle while another is measured.
 */
final class Rounds {
  private static final String TRILHA = "trilha";
  private static final String BATCH = "trilha-batch";
  private static final String STOCK = "stock";
  private static final String GUIDES = "guides";
  private static final String EMPTY = "empty";

  private final Session session;
  private final Path home;

  Rounds(Session session, Path home) {
    this.session = session;
    this.home = home;
  }

  private record Compared(Server trilha, Server stock, Server guides, Server empty) {
    List<Server> all() {
      return List.of(trilha, stock, guides, empty);
    }
  }

  void run() throws InterruptedException {
    Compared servers = start();
    Plan plan = session.plan();
    session.say("warming up");
    warmUp(servers);
    Commits commits = commits(session, home, servers.trilha());
    session.say("the database's limit is measured by " + commits.tool());
    for (int round = 1; round <= plan.rounds(); round++) {
      round("round " + round, servers, commits);
    }
    relate();
    if (plan.variants()) {
      new OutboxVariants(session, committed(session)).run(commits);
    }
    new Growth(session).run(servers.trilha());
    new Imports(session).run(servers.trilha());
    if (plan.memory()) {
      new Memory(session).run(servers.trilha());
    }
    check(servers);
    servers.all().forEach(server -> server.process().stop());
  }

  private Compared start() throws InterruptedException {
    Servers servers = session.servers();
    session.say("starting what is compared");
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Server> trilha =
          starting.submit(() -> servers.commandService(TRILHA, Servers.Engine.GROUP_COMMIT, null));
      Future<Server> stock =
          starting.submit(() -> servers.commandService(STOCK, Servers.Engine.STOCK, null));
      Future<Server> guides = starting.submit(servers::guides);
      Future<Server> empty = starting.submit(servers::empty);
      var compared = new Compared(trilha.get(), stock.get(), guides.get(), empty.get());
      new Api(compared.trilha()).publishRoadmap();
      new Api(compared.stock()).publishRoadmap();
      return compared;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new BenchmarkFailed("cannot be started: " + e.getCause(), e);
    }
  }

  private void warmUp(Compared servers) {
    Duration whole = session.plan().warmUp();
    Duration others = session.plan().othersWarmUp();
    long slice = millis(session.plan().warmUpSlice());
    session.warmUp(LoadOrder.ticks(TRILHA, servers.trilha().port(), slice), whole);
    session.warmUp(LoadOrder.batches(BATCH, servers.trilha().port(), slice), others);
    session.warmUp(LoadOrder.ticks(STOCK, servers.stock().port(), slice), others);
    session.warmUp(LoadOrder.ticks(GUIDES, servers.guides().port(), slice), others);
    session.warmUp(LoadOrder.ticks(EMPTY, servers.empty().port(), slice), others);
  }

  /** On a database of their own, with an event as the service stores it. */
  static Commits commits(Session session, Path home, Server trilha) {
    try (Connection connection = trilha.database().connect();
        var statement = connection.createStatement();
        ResultSet sample =
            statement.executeQuery(
                "select payload::text from event where type = 'item-completed' limit 1")) {
      if (!sample.next()) {
        throw new BenchmarkFailed("the warm-up stored no event");
      }
      return Commits.on(
          committed(session),
          home.resolve("command-service/src/main/resources/db/migration"),
          sample.getString(1));
    } catch (SQLException e) {
      throw new BenchmarkFailed("the store cannot be read: " + e.getMessage(), e);
    }
  }

  static Database committed(Session session) {
    return session.servers().postgres().createDatabase("bench_commits");
  }

  private void round(String name, Compared servers, Commits commits) {
    Plan plan = session.plan();
    long others = millis(plan.others());
    double ticks =
        measure(
            name,
            "ticks_per_s",
            LoadOrder.ticks(TRILHA, servers.trilha().port(), millis(plan.ticks())));
    double stock =
        measure(name, "stock_ticks_per_s", LoadOrder.ticks(STOCK, servers.stock().port(), others));
    measure(name, "guides_ticks_per_s", LoadOrder.ticks(GUIDES, servers.guides().port(), others));
    session.note(name, "pgbench_commits_per_s", commits.perSecond(1, plan.others()));
    session.note(name, "pgbench_batch_rows_per_s", 100 * commits.perSecond(100, plan.others()));
    measure(name, "batch_ticks_per_s", LoadOrder.batches(BATCH, servers.trilha().port(), others));
    measure(name, "empty_requests_per_s", LoadOrder.ticks(EMPTY, servers.empty().port(), others));
    session.say("%s: %,.0f ticks/s, on the stock engine %,.0f".formatted(name, ticks, stock));
  }

  private double measure(String round, String figure, LoadOrder order) {
    double perSecond = session.run(round, order).ackedPerSecond();
    session.figures().measure(figure, perSecond);
    return perSecond;
  }

  private void relate() {
    Figures figures = session.figures();
    figures.relate("ticks_per_stock_tick", "ticks_per_s", "stock_ticks_per_s");
    figures.relate("ticks_per_guides_tick", "ticks_per_s", "guides_ticks_per_s");
    figures.relate("ticks_per_pgbench_commit", "ticks_per_s", "pgbench_commits_per_s");
    figures.relate("ticks_per_empty_request", "ticks_per_s", "empty_requests_per_s");
    figures.relate(
        "batch_ticks_per_pgbench_batch_row", "batch_ticks_per_s", "pgbench_batch_rows_per_s");
  }

  private void check(Compared servers) {
    StoreCheck trilha =
        session.check(Store.EVENTS, servers.trilha(), List.of(TRILHA, BATCH, Memory.NAME));
    session.figures().count("write_acked", trilha.acked());
    session.figures().count("write_stored", trilha.stored());
    StoreCheck stock = session.check(Store.STOCK, servers.stock(), List.of(STOCK));
    session.figures().count("stock_acked", stock.acked());
    session.figures().count("stock_stored", stock.stored());
    StoreCheck guides = session.check(Store.GUIDES, servers.guides(), List.of(GUIDES));
    session.figures().count("guides_acked", guides.acked());
    session.figures().count("guides_stored", guides.stored());
  }
}
