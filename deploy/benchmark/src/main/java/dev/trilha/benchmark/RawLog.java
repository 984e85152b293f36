package dev.trilha.benchmark;

import dev.trilha.benchmark.load.LoadOrder;
import dev.trilha.benchmark.load.LoadResult;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** Everything that was measured, a line of JSON per load, for those who want to count it again. */
final class RawLog implements Closeable {
  private static final JsonMapper json = JsonMapper.shared();

  private final BufferedWriter out;

  RawLog(Path file) throws IOException {
    this.out = Files.newBufferedWriter(file);
  }

  /**
   * @param requestsPerSecond asked for; 0: as fast as answers come
   */
  private record Load(
      String phase,
      int connections,
      int ticksPerRequest,
      double requestsPerSecond,
      LoadResult result) {}

  private record Figure(String phase, String figure, double value) {}

  void write(String phase, LoadOrder order, LoadResult result) {
    write(new Load(phase, order.connections(), order.batch(), order.rate(), result));
  }

  void write(String phase, String figure, double value) {
    write(new Figure(phase, figure, value));
  }

  private void write(Object line) {
    try {
      out.write(json.writeValueAsString(line));
      out.newLine();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
