package dev.trilha.standalone;

import dev.trilha.embedded.KafkaBroker;
import dev.trilha.embedded.KafkaSettings;
import dev.trilha.embedded.ServerFailed;
import java.nio.file.Path;

/** The broker as a process of its own, so that it can die and come back like any other part. */
public final class KafkaMain {
  private KafkaMain() {}

  /** Arguments: directory, port, controller's port; and where clients come, if not to the port. */
  public static void main(String[] arguments) {
    var settings =
        KafkaSettings.keptIn(Path.of(arguments[0]))
            .onPorts(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))
            .advertising(arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0);
    try {
      KafkaBroker broker = KafkaBroker.start(settings);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(broker::close));
      broker.awaitStopped();
    } catch (ServerFailed e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }
}
