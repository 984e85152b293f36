package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a team in addresses: a slug of 1 to 64 of {@code a-z 0-9 -}. */
public record TeamId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TeamId {
    Identifiers.require(value, Identifiers.SLUG, "a team id");
  }

  @Override
  public String toString() {
    return value;
  }
}
