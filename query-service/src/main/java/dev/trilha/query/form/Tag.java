package dev.trilha.query.form;

import dev.trilha.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The {@code ETag} of an answer that no single stream's version stands for: a fingerprint of what
 * it says, whichever replica says it.
 */
public final class Tag {
  private static final int BYTES = 12;

  private Tag() {}

  /**
   * Weak: two answers with the same tag say the same, though not as of the same moment.
   *
   * @param content without what changes though nothing happens, as {@code asOf}
   */
  public static String of(Object content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(Json.mapper().writeValueAsString(content).getBytes(StandardCharsets.UTF_8));
      return "W/\"%s\""
          .formatted(
              Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
