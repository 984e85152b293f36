package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A node of a roadmap's tree (tier, topic, item…), unique in its roadmap and kept when the roadmap
 * changes: 1 to 96 of {@code a-z 0-9 - .}.
 */
public record NodeId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NodeId {
    Identifiers.require(value, Identifiers.NODE, "an item id");
  }

  @Override
  public String toString() {
    return value;
  }
}
