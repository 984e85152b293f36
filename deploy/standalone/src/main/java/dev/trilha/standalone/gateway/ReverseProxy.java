package dev.trilha.standalone.gateway;

import java.io.EOFException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Passes requests on to the services, as they are, and answers for a service that does not. */
final class ReverseProxy extends ProxyHandler.Reverse {
  private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final int CONNECTIONS = 1_024;
  private static final int WAITING = 1_024;

  /**
   * @param ports of the services on 127.0.0.1
   */
  ReverseProxy(Map<Destination, Integer> ports) {
    super(request -> target(request, ports));
    setUseServerThreadPool(true);
  }

  private static HttpURI target(Request request, Map<Destination, Integer> ports) {
    Destination destination = destinationOf(request);
    Integer port = ports.get(destination);
    if (port == null) {
      throw new IllegalStateException("%s is not behind the gateway".formatted(destination));
    }
    String path = request.getHttpURI().getPath();
    var uri = HttpURI.build(request.getHttpURI()).scheme("http").authority("127.0.0.1", port);
    return path.startsWith("/docs/") ? uri.path("/v3/api-docs") : uri;
  }

  private static Destination destinationOf(Request request) {
    String path = request.getHttpURI().getPath();
    if (path.startsWith("/docs/")) {
      return switch (path.substring("/docs/".length())) {
        case "command" -> Destination.COMMAND;
        case "query" -> Destination.QUERY;
        case "notification" -> Destination.NOTIFICATION;
        default -> Destination.NOBODY;
      };
    }
    return Routes.of(request.getMethod(), path);
  }

  @Override
  protected void configureHttpClient(HttpClient client) {
    super.configureHttpClient(client);
    client.setConnectTimeout(TIME_TO_CONNECT.toMillis());
    // Longer than the pause between two heartbeats of an event stream.
    client.setIdleTimeout(SILENCE.toMillis());
    // An open event stream takes one for itself.
    client.setMaxConnectionsPerDestination(CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(WAITING);
    client.setUserAgentField(null);
  }

  /** Nothing to add: the services get the caller's own Host, and there is nobody between. */
  @Override
  protected void addProxyHeaders(Request request, org.eclipse.jetty.client.Request onward) {}

  @Override
  protected void onServerToProxyResponseFailure(
      Request request,
      org.eclipse.jetty.client.Request onward,
      org.eclipse.jetty.client.@Nullable Response answer,
      Response response,
      Callback callback,
      Throwable failure) {
    String part = destinationOf(request).part();
    if (causedBy(failure, HttpResponseException.class) != null) {
      Response.writeError(
          request, response, callback, HttpStatus.BAD_GATEWAY_502, part + " gave no proper answer");
    } else if (causedBy(failure, HttpException.class) instanceof HttpException ofTheCaller) {
      Response.writeError(
          request, response, callback, ofTheCaller.getCode(), ofTheCaller.getReason());
    } else if (causedBy(failure, TimeoutException.class) != null && !isAway(failure)) {
      Response.writeError(
          request,
          response,
          callback,
          HttpStatus.GATEWAY_TIMEOUT_504,
          part + " did not answer in time");
    } else if (isAway(failure)) {
      Response.writeError(
          request,
          response,
          callback,
          HttpStatus.SERVICE_UNAVAILABLE_503,
          part + " is not there at the moment; what you sent is safe to send again");
    } else {
      Response.writeError(
          request, response, callback, HttpStatus.BAD_GATEWAY_502, part + " gave no proper answer");
    }
  }

  /** Not listening, or gone in the middle, or with more callers than it can take. */
  private static boolean isAway(Throwable failure) {
    return causedBy(failure, SocketException.class) != null
        || causedBy(failure, java.net.SocketTimeoutException.class) != null
        || causedBy(failure, ClosedChannelException.class) != null
        || causedBy(failure, EOFException.class) != null
        || causedBy(failure, RejectedExecutionException.class) != null;
  }

  private static @Nullable Object causedBy(Throwable failure, Class<?> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return cause;
      }
    }
    return null;
  }
}
