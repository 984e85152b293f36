package dev.trilha.benchmark.machine;

import dev.trilha.benchmark.load.LoadMain;
import dev.trilha.benchmark.load.LoadOrder;
import dev.trilha.benchmark.load.LoadResult;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The load generator, which lives through the whole benchmark. */
public final class LoadProcess implements AutoCloseable {
  private static final int HEAP_MEGABYTES = 256;
  private static final JsonMapper json = JsonMapper.shared();

  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private LoadProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param journals where it writes down what was acknowledged
   */
  public static LoadProcess start(Workplace workplace, Path journals) {
    try {
      Files.createDirectories(journals);
      Process process =
          new ProcessBuilder(
                  JavaCommand.of(
                      HEAP_MEGABYTES, List.of(), LoadMain.class, List.of(journals.toString())))
              .redirectError(workplace.log("load").toFile())
              .start();
      var load = new LoadProcess(process);
      workplace.own(load);
      return load;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns when the order was carried out.
   *
   * @throws BenchmarkFailed when it could not be
   */
  public LoadResult run(LoadOrder order) {
    // Ended from outside when it does not answer: reading its answer fails then.
    var watch =
        process
            .onExit()
            .orTimeout(
                Duration.ofMillis(order.millis()).plusMinutes(6).toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(_ -> process.destroyForcibly());
    try {
      orders.write(json.writeValueAsString(order));
      orders.newLine();
      orders.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new BenchmarkFailed("the load generator ended while it ran " + order.name());
      }
      JsonNode answer = json.readTree(line);
      if (answer.has("failure")) {
        throw new BenchmarkFailed(
            "the load %s failed: %s".formatted(order.name(), answer.path("failure").asString()));
      }
      return json.treeToValue(answer, LoadResult.class);
    } catch (IOException e) {
      throw new BenchmarkFailed("the load generator ended while it ran " + order.name(), e);
    } finally {
      watch.cancel(false);
    }
  }

  @Override
  public void close() {
    // It ends with its input, after the last order.
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
