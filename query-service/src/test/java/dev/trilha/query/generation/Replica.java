package dev.trilha.query.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import dev.trilha.embedded.FreePort;
import dev.trilha.query.Client;
import dev.trilha.query.QueryService;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A second replica, in a process of its own, so that it can be frozen and killed. What it says is
 * in {@code target/replicas.log}.
 */
final class Replica implements AutoCloseable {
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  private final Process process;
  private final Client client;

  private Replica(Process process, Client client) {
    this.process = process;
    this.client = client;
  }

  static Replica start(Database database, String group) throws IOException {
    int port = FreePort.find();
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(QueryService.class.getName());
    command.addAll(OwnService.arguments(database, group, port));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/replicas.log")))
            .start();
    return new Replica(process, new Client(port));
  }

  /** Waits until it has written something: until then it has no part in anything. */
  void writes() {
    await()
        .alias("the replica never wrote")
        .atMost(TWO_MINUTES)
        .ignoreExceptions()
        .until(() ->
            client
                .get("/actuator/prometheus")
                .text()
                .lines()
                .anyMatch(line ->
                    line.startsWith("trilha_inbox_batch_seconds_count")
                        && !line.endsWith(" 0")
                        && !line.endsWith(" 0.0")));
  }

  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).as("kill -" + name).isZero();
  }

  /** As an administrator does it. */
  void stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the replica ended").isTrue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
