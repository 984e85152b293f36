package dev.trilha.command.problem;

import org.jspecify.annotations.Nullable;

/** The {@code If-Match} header: an entity tag of ours is the version in quotes. */
public final class IfMatch {
  private IfMatch() {}

  /**
   * Returns the version asked for, or null when the caller takes any.
   *
   * @throws Refusal.Invalid when the header is neither a version nor {@code *}
   */
  public static @Nullable Long version(@Nullable String header) {
    if (header == null || header.equals("*")) {
      return null;
    }
    if (header.length() > 2
        && header.length() <= 20
        && header.startsWith("\"")
        && header.endsWith("\"")) {
      try {
        return Long.valueOf(header.substring(1, header.length() - 1));
      } catch (NumberFormatException notAVersion) {
        // Said below.
      }
    }
    throw Refusal.Invalid.malformed("If-Match", "is a version in quotes, as ETag gave it");
  }
}
