package dev.trilha.benchmark;

import static dev.trilha.benchmark.Session.millis;

import dev.trilha.benchmark.load.LoadOrder;
import dev.trilha.benchmark.load.LoadResult;
import dev.trilha.benchmark.load.LoadResult.Projected;
import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.Server;
import dev.trilha.benchmark.machine.Servers;
import dev.trilha.benchmark.report.Figures;
import dev.trilha.benchmark.store.Store;
import dev.trilha.embedded.Database;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The whole road: command-service with its relay, Kafka, and query-service with its projections, on
 * the same cores.
 */
final class Road {
  private static final String NAME = "road";

  /** The projection keeps up when it is no further behind than this. */
  private static final double NEAR_ENOUGH_MILLIS = 1_000;

  /** Of the rate that the first load found: tried until the projection keeps up. */
  private static final double[] SHARES = {1, 0.85, 0.7};

  private final Session session;

  Road(Session session) {
    this.session = session;
  }

  void run() throws InterruptedException {
    Servers servers = session.servers();
    session.say("starting the whole road");
    String kafka = servers.kafka();
    Server command;
    Server query;
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Server> reading = starting.submit(() -> servers.queryService(kafka));
      command = servers.commandService(NAME, Servers.Engine.GROUP_COMMIT, kafka);
      query = reading.get();
    } catch (ExecutionException e) {
      throw new BenchmarkFailed("the road cannot be started: " + e.getCause(), e);
    }
    new Api(command).publishRoadmap();
    Plan plan = session.plan();
    LoadOrder full = load(command, query, millis(plan.road()));
    session.say("warming up");
    session.warmUp(load(command, query, millis(plan.warmUpSlice())), plan.warmUp());
    for (int round = 1; round <= plan.roadRounds(); round++) {
      round("road " + round, full);
    }
    long acked = session.check(Store.EVENTS, command, List.of(NAME)).acked();
    session.figures().count("acked", acked);
    session.figures().count("stored", session.checks().getLast().stored());
    session.check(Store.PROJECTION, query, List.of(NAME));
    session.figures().count("projected", session.checks().getLast().stored());
    // Before the reads, which put in what no topic has.
    new Rebuilding(session).run(query, kafka);
    if (plan.readRounds() > 0) {
      new Reads(session).run(command, query);
    }
    query.process().stop();
    if (plan.backlog() > 0) {
      new CatchUp(session, kafka).run(command);
    }
  }

  private static LoadOrder load(Server command, Server query, long millis) {
    Database database = query.database();
    return LoadOrder.ticks(NAME, command.port(), millis)
        .watching(
            new LoadOrder.Projection(database.jdbcUrl(), database.user(), database.password()));
  }

  private void round(String name, LoadOrder order) {
    Figures figures = session.figures();
    LoadResult flood = session.run(name, order);
    figures.measure("road_flood_acked_per_s", flood.ackedPerSecond());
    figures.measure("road_flood_projected_per_s", flood.projectedPerSecond());
    figures.measure("road_flood_lag_ms_p99", projected(flood).lag().p99());

    LoadResult steady = steady(name, order, flood.projectedPerSecond());
    double rate = steady.projectedPerSecond();
    figures.measure("road_ticks_per_s", rate);
    figures.measure("road_lag_ms_p50", projected(steady).lag().p50());
    figures.measure("road_lag_ms_p99", projected(steady).lag().p99());
    figures.measure("road_answer_ms_p99", steady.times().p99());

    LoadResult half = session.run(name, order.at(rate / 2));
    figures.measure("answer_ms_p50", half.times().p50());
    figures.measure("answer_ms_p99", half.times().p99());
    figures.measure("answer_ms_p999", half.times().p999());
    figures.measure("answer_ticks_per_s", half.ackedPerSecond());
    figures.measure("road_half_lag_ms_p99", projected(half).lag().p99());
    session.say(
        "%s: %,.0f ticks/s projected, %,.0f ms behind; at half of it answers in %.1f ms (p99)"
            .formatted(name, rate, projected(steady).lag().p99(), half.times().p99()));
  }

  /** The highest of the tried rates that the projection keeps up with; the lowest if none. */
  private LoadResult steady(String name, LoadOrder order, double most) {
    LoadResult last = session.run(name, order.at(most * SHARES[0]));
    for (int i = 1; i < SHARES.length && projected(last).lag().p99() > NEAR_ENOUGH_MILLIS; i++) {
      last = session.run(name, order.at(most * SHARES[i]));
    }
    return last;
  }

  private static Projected projected(LoadResult result) {
    return Objects.requireNonNull(result.projection());
  }
}
