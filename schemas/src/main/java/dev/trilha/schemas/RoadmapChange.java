package dev.trilha.schemas;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How a change of the roadmap, and not what the learner did alone, finished something or opened it
 * again. Such a finish is a fact and no news. On the wire in kebab case.
 */
public enum RoadmapChange {
  /** Another version of the roadmap asks for less, or for more. */
  NEW_VERSION,
  /** The learner did what a new version had added to what was finished before. */
  CATCHING_UP;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
