package dev.trilha.standalone;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was typed behind {@code ./trilha}, understood.
 *
 * @param word what to do
 * @param part for {@code logs}
 * @param json for {@code status}
 * @param follow for {@code logs}
 * @param quick for {@code bench}
 */
record CommandLine(
    Word word,
    PlatformSettings settings,
    @Nullable String part,
    boolean json,
    boolean follow,
    boolean quick) {
  enum Word {
    START,
    STOP,
    RESET,
    STATUS,
    LOGS,
    BENCH,
    HELP
  }

  /** The line cannot be understood; the message says why. */
  static final class Misunderstood extends RuntimeException {
    Misunderstood(String message) {
      super(message + "; see: ./trilha help");
    }
  }

  static final List<String> LOGGED =
      List.of("launcher", "postgres", "kafka", "command", "query", "notification");

  /**
   * @param arguments flags win over the environment, which wins over the defaults
   */
  static CommandLine parse(List<String> arguments, Map<String, String> environment, Path home) {
    Deque<String> rest = new ArrayDeque<>(arguments);
    Map<String, Integer> ports = new LinkedHashMap<>(Ports.DEFAULT.byName());
    ports.replaceAll((name, port) -> fromEnvironment(environment, name, port));
    String data = environment.getOrDefault("TRILHA_DATA", "");
    Path folder = data.isBlank() ? home.resolve("data") : Path.of(data);
    List<String> words = new ArrayList<>();
    boolean freePorts = false;
    boolean json = false;
    boolean follow = false;
    boolean quick = false;
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--free-ports" -> freePorts = true;
        case "--json" -> json = true;
        case "--quick" -> quick = true;
        case "-f", "--follow" -> follow = true;
        case "-h", "--help" -> words.add("help");
        case "--data" -> folder = Path.of(value(argument, rest));
        default -> {
          if (!argument.startsWith("-")) {
            words.add(argument);
          } else {
            String name = argument.equals("--port") ? "gateway" : portNamed(argument, ports);
            ports.put(name, port(argument, value(argument, rest)));
          }
        }
      }
    }
    Word word = words.isEmpty() ? Word.START : word(words.getFirst());
    int most = word == Word.LOGS ? 2 : 1;
    if (words.size() > most) {
      throw new Misunderstood("“%s” is one word too many".formatted(words.get(most)));
    }
    String part = words.size() == 2 ? loggedPart(words.get(1)) : null;
    if (word == Word.LOGS && part == null) {
      throw new Misunderstood("logs of which part? One of " + String.join(", ", LOGGED));
    }
    try {
      Ports chosen = freePorts ? Ports.free() : Ports.of(ports);
      return new CommandLine(
          word,
          PlatformSettings.of(home).withData(folder).withPorts(chosen),
          part,
          json,
          follow,
          quick);
    } catch (IllegalArgumentException e) {
      throw new Misunderstood(String.valueOf(e.getMessage()));
    }
  }

  private static Word word(String typed) {
    for (Word word : Word.values()) {
      if (word.name().toLowerCase(Locale.ROOT).equals(typed)) {
        return word;
      }
    }
    throw new Misunderstood("“%s” is no word of Trilha".formatted(typed));
  }

  private static String loggedPart(String typed) {
    if (!LOGGED.contains(typed)) {
      throw new Misunderstood(
          "no part “%s” keeps a log; there are %s".formatted(typed, String.join(", ", LOGGED)));
    }
    return typed;
  }

  private static String portNamed(String flag, Map<String, Integer> ports) {
    for (String name : ports.keySet()) {
      if (flag.equals("--" + name + "-port")) {
        return name;
      }
    }
    throw new Misunderstood("“%s” is no flag of Trilha".formatted(flag));
  }

  private static String value(String flag, Deque<String> rest) {
    String value = rest.poll();
    if (value == null || value.startsWith("--")) {
      throw new Misunderstood(flag + " needs a value");
    }
    return value;
  }

  /** {@code TRILHA_PORT} for the gateway, {@code TRILHA_QUERY_PORT} and so on for the others. */
  private static int fromEnvironment(Map<String, String> environment, String name, int otherwise) {
    String variable =
        name.equals("gateway")
            ? "TRILHA_PORT"
            : "TRILHA_%s_PORT".formatted(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    String value = environment.getOrDefault(variable, "");
    return value.isBlank() ? otherwise : port(variable, value);
  }

  private static int port(String where, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new Misunderstood("%s is a port number, “%s” is none".formatted(where, value));
    }
  }
}
