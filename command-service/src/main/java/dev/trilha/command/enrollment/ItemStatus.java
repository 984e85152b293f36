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

  /** Whether an item that stands there would lose something by taking this status. */
  boolean takesBack(ItemStatus from) {
    return switch (this) {
      case TODO -> from != TODO;
      case IN_PROGRESS -> from == DONE || from == SKIPPED;
      case SKIPPED -> from == DONE;
      case DONE -> false;
    };
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
