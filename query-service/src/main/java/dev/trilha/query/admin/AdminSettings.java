package dev.trilha.query.admin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in.
 *
 * @param token what administrators send as {@code Authorization: Bearer}; without one only callers
 *     on this machine are let in
 */
@ConfigurationProperties("trilha.admin")
record AdminSettings(@DefaultValue("") String token) {
  private static final int SHORTEST = 16;

  AdminSettings {
    if (!token.isEmpty() && token.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "trilha.admin.token must have at least %d characters".formatted(SHORTEST));
    }
  }

  /** Not the token: settings are logged by whoever likes to. */
  @Override
  public String toString() {
    return "AdminSettings[%s]".formatted(token.isEmpty() ? "no token" : "a token");
  }
}
