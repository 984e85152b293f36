package dev.trilha.query.progress;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an item stands. On the wire and in the table in kebab case. */
enum ItemStatus {
  TODO,
  IN_PROGRESS,
  DONE,
  SKIPPED;

  @JsonValue
  String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
