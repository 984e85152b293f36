package dev.trilha.standalone;

import dev.trilha.embedded.FreePort;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Where everything listens, on 127.0.0.1. */
public record Ports(
    int gateway,
    int command,
    int query,
    int notification,
    int postgres,
    int kafka,
    int kafkaController) {
  /** What is used when nothing is said. */
  public static final Ports DEFAULT = new Ports(8080, 8081, 8082, 8083, 15432, 19092, 19093);

  private static final int LARGEST = 65_535;

  public Ports {
    Set<Integer> different = new HashSet<>();
    for (int port :
        new int[] {gateway, command, query, notification, postgres, kafka, kafkaController}) {
      if (port < 1 || port > LARGEST) {
        throw new IllegalArgumentException(
            "a port is between 1 and %d, not %d".formatted(LARGEST, port));
      }
      if (!different.add(port)) {
        throw new IllegalArgumentException("port %d is asked for twice".formatted(port));
      }
    }
  }

  /** Ports that nobody listened on a moment ago. */
  public static Ports free() {
    var different = new HashSet<Integer>();
    while (different.size() < 7) {
      different.add(FreePort.find());
    }
    var next = different.iterator();
    return new Ports(
        next.next(), next.next(), next.next(), next.next(), next.next(), next.next(), next.next());
  }

  /** Refuses when somebody listens on one of them already. */
  void requireFree() {
    byName()
        .forEach((name, port) -> {
          if (!FreePort.isFree(port)) {
            String flag = name.equals("gateway") ? "--port" : "--" + name + "-port";
            throw new PlatformFailed(
                "port %d is taken, which %s needs; choose another with %s"
                    .formatted(port, name, flag));
          }
        });
  }

  /** By name: part, or part and role. */
  Map<String, Integer> byName() {
    var ports = new LinkedHashMap<String, Integer>();
    ports.put("gateway", gateway);
    ports.put("command", command);
    ports.put("query", query);
    ports.put("notification", notification);
    ports.put("postgres", postgres);
    ports.put("kafka", kafka);
    ports.put("kafka-controller", kafkaController);
    return ports;
  }

  static Ports of(Map<String, Integer> byName) {
    return new Ports(
        port(byName, "gateway"),
        port(byName, "command"),
        port(byName, "query"),
        port(byName, "notification"),
        port(byName, "postgres"),
        port(byName, "kafka"),
        port(byName, "kafka-controller"));
  }

  private static int port(Map<String, Integer> byName, String name) {
    Integer port = byName.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port for " + name);
    }
    return port;
  }
}
