package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When a node with children is done. On the wire {@code {"all":true}} or {@code {"any":n}}. */
public sealed interface CompletionRule {
  /** Every child. */
  record All() implements CompletionRule {
    @Override
    @JsonValue
    public Map<String, Object> json() {
      return Map.of("all", true);
    }
  }

  /** At least {@code n} of the children, whichever. */
  record Any(int n) implements CompletionRule {
    public Any {
      if (n < 1) {
        throw new InvalidValueException("a choice", "asks for at least 1 of its children");
      }
    }

    @Override
    @JsonValue
    public Map<String, Object> json() {
      return Map.of("any", n);
    }
  }

  CompletionRule ALL = new All();

  Map<String, Object> json();

  @JsonCreator
  static CompletionRule of(
      @JsonProperty("all") @Nullable Boolean all, @JsonProperty("any") @Nullable Integer any) {
    if (any != null && all == null) {
      return new Any(any);
    }
    if (any == null && Boolean.TRUE.equals(all)) {
      return ALL;
    }
    throw new InvalidValueException("a completion rule", "is {\"all\":true} or {\"any\":n}");
  }
}
