package dev.trilha.testservers;

import dev.trilha.embedded.FreePort;
import java.util.function.IntFunction;
import org.testcontainers.containers.ContainerLaunchException;

/** The images that deployments run as well, by their ordinary names. */
final class ContainerServers implements Servers {
  private static final int ATTEMPTS = 3;

  @Override
  public TestPostgres startPostgres() {
    return onAFreePort(ContainerPostgres::start);
  }

  @Override
  public TestKafka startKafka() {
    return onAFreePort(ContainerKafka::start);
  }

  /** The port is chosen here and not by the engine, which would choose anew at each start. */
  private static <T> T onAFreePort(IntFunction<T> start) {
    for (int attempt = 1; ; attempt++) {
      int port = FreePort.find();
      try {
        return start.apply(port);
      } catch (ContainerLaunchException e) {
        // Somebody else may have taken the port meanwhile.
        if (attempt == ATTEMPTS || FreePort.isFree(port)) {
          throw e;
        }
      }
    }
  }
}
