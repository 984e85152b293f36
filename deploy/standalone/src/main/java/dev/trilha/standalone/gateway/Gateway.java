package dev.trilha.standalone.gateway;

import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server on 127.0.0.1 that sends every request where it belongs. Bodies and streams pass as
 * they come, nothing is held back.
 */
public final class Gateway implements AutoCloseable {
  /** The most that any service takes; each has its own limits below it. */
  static final long BODY_LIMIT = RoadmapPublished.LARGEST_BYTES;

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final int THREADS = 64;
  private static final Duration SILENCE = Duration.ofMinutes(2);
  private static final Duration TIME_TO_STOP = Duration.ofMillis(500);

  private final Server server;
  private final ServerConnector connector;

  private Gateway(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * @param port 0: a free one
   * @param services ports of the services on 127.0.0.1
   * @param slack answers what goes to {@link Destination#SLACK}
   * @param pages answers what goes to {@link Destination#GATEWAY}, but for the services' documents
   * @throws Exception when the server cannot be started; a taken port is a {@link
   *     java.net.BindException}
   */
  public static Gateway start(
      int port, Map<Destination, Integer> services, Handler slack, Handler pages) throws Exception {
    var threads = new QueuedThreadPool(THREADS);
    threads.setName("gateway");
    threads.setDaemon(true);
    var server = new Server(threads);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    var connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(SILENCE.toMillis());
    server.addConnector(connector);
    server.setErrorHandler(new Problems());
    server.setStopTimeout(TIME_TO_STOP.toMillis());
    var limited = new BodyLimit();
    limited.setHandler(new Switch(new ReverseProxy(services), slack, pages));
    server.setHandler(limited);
    server.start();
    return new Gateway(server, connector);
  }

  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException unfinished) {
      // Requests that still ran were cut off; event streams never end by themselves.
      log.debug("stopped with requests still running", unfinished);
    } catch (Exception e) {
      throw new IllegalStateException("the gateway did not stop", e);
    }
  }

  private static final class Switch extends Handler.Sequence {
    private final Handler services;
    private final Handler slack;
    private final Handler pages;

    private Switch(Handler services, Handler slack, Handler pages) {
      super(services, slack, pages);
      this.services = services;
      this.slack = slack;
      this.pages = pages;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = request.getHttpURI().getPath();
      boolean answered =
          switch (Routes.of(request.getMethod(), path)) {
            case COMMAND, QUERY, NOTIFICATION -> services.handle(request, response, callback);
            case SLACK -> slack.handle(request, response, callback);
            case GATEWAY ->
                isDocument(path)
                    ? services.handle(request, response, callback)
                    : !path.startsWith("/docs/") && pages.handle(request, response, callback);
            case NOBODY -> false;
          };
      if (!answered) {
        Response.writeError(
            request, response, callback, HttpStatus.NOT_FOUND_404, "nothing is at this address");
      }
      return true;
    }

    private static boolean isDocument(String path) {
      return path.equals("/docs/command")
          || path.equals("/docs/query")
          || path.equals("/docs/notification");
    }
  }
}
