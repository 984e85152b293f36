package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a roadmap in addresses: a slug of 1 to 64 of {@code a-z 0-9 -}. */
public record RoadmapId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RoadmapId {
    Identifiers.require(value, Identifiers.SLUG, "a roadmap id");
  }

  @Override
  public String toString() {
    return value;
  }
}
