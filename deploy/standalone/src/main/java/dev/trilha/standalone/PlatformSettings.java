package dev.trilha.standalone;

import dev.trilha.standalone.part.Supervision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How Trilha is run on this machine.
 *
 * @param home the project's folder; the services' jars are below it
 * @param data where everything is kept between runs
 * @param environment variables for all three services, over those that the platform sets itself
 * @param publishRoadmaps whether the bundled roadmaps are published once everything is ready
 */
public record PlatformSettings(
    Path home,
    Path data,
    Ports ports,
    Supervision supervision,
    Map<String, String> environment,
    boolean publishRoadmaps) {
  public PlatformSettings {
    home = home.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
  }

  /** As {@code ./trilha} runs it. */
  public static PlatformSettings of(Path home) {
    return new PlatformSettings(
        home, home.resolve("data"), Ports.DEFAULT, Supervision.DEFAULT, Map.of(), true);
  }

  /**
   * For a test: free ports, a data folder of its own, no roadmaps, the project found from the
   * working directory upwards.
   */
  public static PlatformSettings forTest(Path data) {
    return of(projectAround(Path.of(""))).withData(data).withPorts(Ports.free()).withoutRoadmaps();
  }

  public PlatformSettings withData(Path folder) {
    return new PlatformSettings(home, folder, ports, supervision, environment, publishRoadmaps);
  }

  public PlatformSettings withPorts(Ports chosen) {
    return new PlatformSettings(home, data, chosen, supervision, environment, publishRoadmaps);
  }

  public PlatformSettings withEnvironment(Map<String, String> variables) {
    return new PlatformSettings(home, data, ports, supervision, variables, publishRoadmaps);
  }

  public PlatformSettings withSupervision(Supervision patience) {
    return new PlatformSettings(home, data, ports, patience, environment, publishRoadmaps);
  }

  public PlatformSettings withoutRoadmaps() {
    return new PlatformSettings(home, data, ports, supervision, environment, false);
  }

  /** The folder that holds the launcher's script. */
  static Path projectAround(Path start) {
    for (Path folder = start.toAbsolutePath().normalize();
        folder != null;
        folder = folder.getParent()) {
      if (Files.exists(folder.resolve("trilha")) && Files.exists(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    throw new PlatformFailed("no Trilha project at or above " + start.toAbsolutePath());
  }
}
