package dev.trilha.standalone;

import dev.trilha.standalone.gateway.Destination;

/**
 * The three services: where their jar is, which database they own, how much memory they get. The
 * one place that says so.
 */
enum Service {
  COMMAND("command", Destination.COMMAND, 512),
  QUERY("query", Destination.QUERY, 384),
  NOTIFICATION("notification", Destination.NOTIFICATION, 256);

  private final String part;
  private final Destination destination;
  private final int heapMegabytes;

  Service(String part, Destination destination, int heapMegabytes) {
    this.part = part;
    this.destination = destination;
    this.heapMegabytes = heapMegabytes;
  }

  String part() {
    return part;
  }

  Destination destination() {
    return destination;
  }

  /** Folder below the project's, and first part of its jar's name. */
  String module() {
    return part + "-service";
  }

  String database() {
    return "trilha_" + part;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  int port(Ports ports) {
    return switch (this) {
      case COMMAND -> ports.command();
      case QUERY -> ports.query();
      case NOTIFICATION -> ports.notification();
    };
  }
}
