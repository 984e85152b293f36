package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Who learns: an opaque name of 1 to 64 of {@code A-Z a-z 0-9 _ -}, for instance a UUID. It says
 * nothing about the person.
 */
public record LearnerId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public LearnerId {
    Identifiers.require(value, Identifiers.OPAQUE, "a learner id");
  }

  @Override
  public String toString() {
    return value;
  }
}
