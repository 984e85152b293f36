package dev.trilha.endtoend;

import static org.awaitility.Awaitility.await;

import dev.trilha.standalone.part.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process of {@link OwnTrilha}: whoever ends it has to start another one. */
final class Replica {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final String name;
  private final int port;
  private final Running process;

  Replica(String name, int port, Running process) {
    this.name = name;
    this.port = port;
    this.process = process;
  }

  Caller caller() {
    return new Caller(URI.create("http://127.0.0.1:" + port));
  }

  boolean isRunning() {
    return !process.onExit().isDone();
  }

  /** As an administrator does it. */
  void stop() {
    process.stop();
  }

  /** {@code kill -9}. */
  void kill() {
    process.kill();
    process.onExit().join();
  }

  void signal(Signal signal) throws IOException, InterruptedException {
    signal.to(process.pid());
  }

  /** What the relay says of itself, at once. */
  JsonNode relay() {
    return caller().get("/actuator/relay");
  }

  /** {@code GONE} when it does not answer. */
  String relayState() {
    try {
      var answer = caller().once("GET", "/actuator/relay", "");
      return JsonMapper.shared().readTree(answer.body()).path("state").asString();
    } catch (IOException gone) {
      return "GONE";
    }
  }

  /**
   * Has a query-service read everything once more.
   *
   * @param purpose {@code switch} or {@code verify}
   * @return what became of it
   */
  JsonNode rebuild(String purpose) {
    await("the rebuild before it never made room")
        .atMost(LONG)
        .until(() ->
            caller().once("POST", "/v1/admin/projections?purpose=" + purpose, "").statusCode()
                == 202);
    return await("the rebuild never ended")
        .atMost(LONG)
        .until(
            () -> caller().get("/v1/admin/projections").path("rebuild"),
            run -> run.path("state").asString().equals("done"));
  }

  /**
   * @param name with its labels, as it is exported
   */
  double metric(String name) throws IOException {
    return caller()
        .once("GET", "/actuator/prometheus", "")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("%s exports no %s".formatted(this, name)));
  }

  /** What its heap holds that something still refers to: collects garbage first. */
  long liveBytes() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(process.pid()),
            "GC.class_histogram");
    Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException(said);
    }
    String total = said.strip().lines().toList().getLast();
    if (!total.startsWith("Total")) {
      throw new IOException("no total: " + total);
    }
    return Long.parseLong(total.split("\\s+", -1)[2]);
  }

  @Override
  public String toString() {
    return name;
  }
}
