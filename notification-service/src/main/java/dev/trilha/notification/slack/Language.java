package dev.trilha.notification.slack;

import java.util.Arrays;
import java.util.Optional;

/** The languages that messages are written in. */
public enum Language {
  PORTUGUESE("pt-BR"),
  ENGLISH("en");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** As in BCP 47. */
  public String tag() {
    return tag;
  }

  Phrases phrases() {
    return switch (this) {
      case PORTUGUESE -> new Portuguese();
      case ENGLISH -> new English();
    };
  }

  public static Optional<Language> tagged(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag.equals(tag)).findFirst();
  }
}
