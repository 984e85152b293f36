package dev.trilha.benchmark;

import static dev.trilha.benchmark.Session.millis;

import dev.trilha.benchmark.load.LoadOrder;
import dev.trilha.benchmark.machine.Server;
import dev.trilha.benchmark.machine.Servers;
import dev.trilha.benchmark.store.Store;
import java.nio.file.Path;
import java.util.List;

/** Of everything only what concerns the relay, in two minutes. */
final class RelayAlone {
  private static final String NAME = "road";

  private final Session session;
  private final Path home;

  RelayAlone(Session session, Path home) {
    this.session = session;
    this.home = home;
  }

  void run() throws InterruptedException {
    Servers servers = session.servers();
    session.say("starting command-service and Kafka");
    String kafka = servers.kafka();
    Server command = servers.commandService(NAME, Servers.Engine.GROUP_COMMIT, kafka);
    new Api(command).publishRoadmap();
    session.warmUp(
        LoadOrder.ticks(NAME, command.port(), millis(session.plan().warmUpSlice())),
        session.plan().warmUp());
    session.check(Store.EVENTS, command, List.of(NAME));
    new CatchUp(session, kafka).run(command);
    new OutboxVariants(session, Rounds.committed(session))
        .run(Rounds.commits(session, home, command));
  }
}
