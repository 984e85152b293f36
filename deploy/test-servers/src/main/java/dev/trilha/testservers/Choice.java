package dev.trilha.testservers;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Containers or embedded servers. The one place that decides it.
 *
 * @param reason for people
 */
record Choice(Kind kind, String reason) {
  /**
   * System property or environment variable: {@code auto}, {@code embedded}, {@code containers}.
   */
  static final String PROPERTY = "trilha.test.servers";

  static final String VARIABLE = "TRILHA_TEST_SERVERS";

  enum Kind {
    CONTAINERS("containers"),
    EMBEDDED("embedded");

    private final String said;

    Kind(String said) {
      this.said = said;
    }

    String said() {
      return said;
    }
  }

  /** From the settings of this JVM and what answers on this machine. */
  static Choice made() {
    String wish =
        Optional.ofNullable(System.getProperty(PROPERTY))
            .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
            .filter(text -> !text.isBlank())
            .orElse("auto");
    return of(wish, Engine::look);
  }

  /**
   * @throws IllegalStateException when containers are wished for and no engine answers
   * @throws IllegalArgumentException for a wish that nobody knows
   */
  static Choice of(String wish, Supplier<Engine> look) {
    return switch (wish.strip().toLowerCase(Locale.ROOT)) {
      case "embedded" -> new Choice(Kind.EMBEDDED, VARIABLE + " says so");
      case "auto" -> {
        Engine engine = look.get();
        yield new Choice(engine.answers() ? Kind.CONTAINERS : Kind.EMBEDDED, engine.said());
      }
      case "containers" -> {
        Engine engine = look.get();
        if (!engine.answers()) {
          throw new IllegalStateException(
              "%s=containers, but %s".formatted(VARIABLE, engine.said()));
        }
        yield new Choice(Kind.CONTAINERS, engine.said());
      }
      default ->
          throw new IllegalArgumentException(
              "%s is auto, embedded or containers, not \"%s\"".formatted(VARIABLE, wish));
    };
  }
}
