package dev.trilha.command.version;

import org.jspecify.annotations.Nullable;

/**
 * An answer with the version that it is of, which becomes its {@code ETag}.
 *
 * @param tag as {@link IfMatch} reads it, without the quotes; absent when there is no version
 */
public record Versioned<T>(@Nullable String tag, T body) {
  public static <T> Versioned<T> of(long version, T body) {
    return new Versioned<>(Long.toString(version), body);
  }
}
