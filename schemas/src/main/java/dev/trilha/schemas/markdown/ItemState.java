package dev.trilha.schemas.markdown;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a learner did with an item. In a mark in kebab case. */
public enum ItemState {
  TODO,
  IN_PROGRESS,
  DONE,
  SKIPPED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<ItemState> named(String wireName) {
    return Arrays.stream(values()).filter(state -> state.wireName().equals(wireName)).findFirst();
  }
}
