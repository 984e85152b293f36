package dev.trilha.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a PostgreSQL server is run.
 *
 * @param directory where the server keeps its data between runs; null: a temporary one, deleted
 *     when the server is closed
 * @param port on 127.0.0.1; 0: a free one
 * @param log file that the server's messages are appended to; null: {@code postgres.log} in the
 *     directory
 * @param configuration server settings ({@code postgresql.conf} names) over the defaults of {@link
 *     PostgresServer}
 */
public record PostgresSettings(
    @Nullable Path directory, int port, @Nullable Path log, Map<String, String> configuration) {
  public PostgresSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port %d is not between 0 and 65535".formatted(port));
    }
    directory = directory == null ? null : directory.toAbsolutePath().normalize();
    configuration = Map.copyOf(configuration);
  }

  /** A server for a test: free port, data deleted at the end. */
  public static PostgresSettings temporary() {
    return new PostgresSettings(null, 0, null, Map.of());
  }

  /** A server whose data stays in the directory. */
  public static PostgresSettings keptIn(Path directory) {
    return new PostgresSettings(directory, 0, null, Map.of());
  }

  public PostgresSettings onPort(int port) {
    return new PostgresSettings(directory, port, log, configuration);
  }

  public PostgresSettings loggingTo(Path log) {
    return new PostgresSettings(directory, port, log, configuration);
  }

  public PostgresSettings with(String setting, String value) {
    var more = new TreeMap<>(configuration);
    more.put(setting, value);
    return new PostgresSettings(directory, port, log, more);
  }
}
