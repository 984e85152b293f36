package dev.trilha.standalone.slack;

import java.net.BindException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The local Slack as a process of its own, where no launcher is. Environment: {@code
 * SERVER_ADDRESS} (127.0.0.1), {@code SERVER_PORT} (8080), {@code TRILHA_SLACK_FOLDER} (where
 * messages are kept, {@code /tmp/slack}).
 */
final class LocalSlackMain {
  private static final int THREADS = 16;
  private static final long TIME_TO_STOP_MILLIS = 2_000;

  private LocalSlackMain() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> environment = System.getenv();
    String address = environment.getOrDefault("SERVER_ADDRESS", "127.0.0.1");
    int port = Integer.parseInt(environment.getOrDefault("SERVER_PORT", "8080"));
    Path folder = Path.of(environment.getOrDefault("TRILHA_SLACK_FOLDER", "/tmp/slack"));
    try {
      Server server = start(address, port, folder);
      System.out.printf("local Slack on %s:%d%n", address, port);
      server.join();
    } catch (BindException e) {
      System.err.printf("port %d of %s is taken%n", port, address);
      System.exit(1);
    }
  }

  static Server start(String address, int port, Path folder) throws Exception {
    var server = new Server(new QueuedThreadPool(THREADS));
    var connector = new ServerConnector(server);
    connector.setHost(address);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new SlackHandler(folder, InstantSource.system(), ZoneId.systemDefault()));
    server.setStopTimeout(TIME_TO_STOP_MILLIS);
    server.setStopAtShutdown(true);
    try {
      server.start();
      return server;
    } catch (Exception e) {
      server.stop();
      throw e;
    }
  }
}
