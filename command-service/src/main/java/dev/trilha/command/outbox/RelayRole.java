package dev.trilha.command.outbox;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The role of the database that reads the WAL: {@code REPLICATION}, what it publishes, and nothing
 * else. Without one the service's own role reads it, which then needs {@code REPLICATION}.
 */
@ConfigurationProperties("trilha.relay.role")
record RelayRole(@Nullable String username, @Nullable String password) {
  RelayRole {
    if ((username == null) != (password == null)) {
      throw new IllegalArgumentException(
          "trilha.relay.role has both a username and a password, or neither");
    }
    if (username != null && !username.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException(
          "trilha.relay.role.username has 1 to 63 of the characters a-z 0-9 _ and begins with a"
              + " letter");
    }
  }

  /** Leaves the password out: this ends up in logs. */
  @Override
  public String toString() {
    return "RelayRole[" + username + "]";
  }
}
