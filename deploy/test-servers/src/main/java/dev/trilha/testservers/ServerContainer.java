package dev.trilha.testservers;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container on a port of 127.0.0.1 that stays the same when the container is stopped and started
 * again, as does what it wrote.
 */
final class ServerContainer extends GenericContainer<ServerContainer> {
  private static final Duration TIME_TO_START = Duration.ofMinutes(2);
  private static final int SECONDS_TO_STOP = 20;

  /**
   * @param port within the container
   * @param hostPort of 127.0.0.1
   */
  ServerContainer(String image, int port, int hostPort) {
    super(DockerImageName.parse(image));
    withExposedPorts(port);
    withCreateContainerCmdModifier(command ->
        Objects.requireNonNull(command.getHostConfig(), "Testcontainers sets it")
            .withPortBindings(
                new PortBinding(
                    Binding.bindIpAndPort("127.0.0.1", hostPort), ExposedPort.tcp(port))));
    waitingFor(new Unasked());
  }

  /** Returns when the server is ready, or says what the container said. */
  void awaitReady(BooleanSupplier ready) {
    Instant deadline = Instant.now().plus(TIME_TO_START);
    while (!ready.getAsBoolean()) {
      if (!isAlive() || Instant.now().isAfter(deadline)) {
        throw new IllegalStateException(
            "%s did not get ready; it said: %s".formatted(getDockerImageName(), getLogs()));
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  void kill() {
    getDockerClient().killContainerCmd(getContainerId()).exec();
    awaitGone();
  }

  void stopKeepingData() {
    getDockerClient().stopContainerCmd(getContainerId()).withTimeout(SECONDS_TO_STOP).exec();
    awaitGone();
  }

  void startAgain() {
    getDockerClient().startContainerCmd(getContainerId()).exec();
  }

  private void awaitGone() {
    while (isAlive()) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private boolean isAlive() {
    ContainerState state =
        getDockerClient().inspectContainerCmd(getContainerId()).exec().getState();
    return Boolean.TRUE.equals(state.getRunning());
  }

  /** Readiness is asked of the server itself, at every start and not only at the first. */
  private static final class Unasked extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
