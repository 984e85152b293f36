package dev.trilha.command.enrollment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a learner stands with an item. */
public enum ItemStatus {
  TODO,
  IN_PROGRESS,
  DONE,
  /** Does not apply to this learner: satisfies what is above it, and earns nothing. */
  SKIPPED;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
