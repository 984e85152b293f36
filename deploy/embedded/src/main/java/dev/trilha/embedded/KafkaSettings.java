package dev.trilha.embedded;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a Kafka broker is run.
 *
 * @param directory where the broker keeps its logs between runs; null: a temporary one, deleted
 *     when the broker is closed
 * @param port on 127.0.0.1, for clients; 0: a free one
 * @param controllerPort on 127.0.0.1, for the broker's own controller; 0: a free one
 * @param advertisedPort on 127.0.0.1, where clients are told to come: that of something in between;
 *     0: the port itself
 */
public record KafkaSettings(
    @Nullable Path directory, int port, int controllerPort, int advertisedPort) {
  public KafkaSettings {
    for (int each : new int[] {port, controllerPort, advertisedPort}) {
      if (each < 0 || each > 65_535) {
        throw new IllegalArgumentException("port %d is not between 0 and 65535".formatted(each));
      }
    }
    if (port != 0 && port == controllerPort) {
      throw new IllegalArgumentException("broker and controller cannot share port " + port);
    }
    directory = directory == null ? null : directory.toAbsolutePath().normalize();
  }

  /** A broker for a test: free ports, data deleted at the end. */
  public static KafkaSettings temporary() {
    return new KafkaSettings(null, 0, 0, 0);
  }

  /** A broker whose data stays in the directory. */
  public static KafkaSettings keptIn(Path directory) {
    return new KafkaSettings(directory, 0, 0, 0);
  }

  public KafkaSettings onPorts(int port, int controllerPort) {
    return new KafkaSettings(directory, port, controllerPort, advertisedPort);
  }

  public KafkaSettings advertising(int port) {
    return new KafkaSettings(directory, this.port, controllerPort, port);
  }
}
