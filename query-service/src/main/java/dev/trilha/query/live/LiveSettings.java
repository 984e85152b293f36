package dev.trilha.query.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How live updates are sent.
 *
 * @param maxClients how many streams may be open at a time; further ones get 503
 * @param maxNames how many learners and teams one stream may be about
 * @param buffer how many updates may wait for a client; who is slower is dropped, and may come back
 * @param heartbeat the longest silence on a stream
 */
@ConfigurationProperties("trilha.live")
record LiveSettings(
    @DefaultValue("1000") int maxClients,
    @DefaultValue("50") int maxNames,
    @DefaultValue("256") int buffer,
    @DefaultValue("15s") Duration heartbeat) {
  LiveSettings {
    between("max-clients", maxClients, 0, 100_000);
    between("max-names", maxNames, 1, 1_000);
    between("buffer", buffer, 1, 10_000);
    between("heartbeat in ms", heartbeat.toMillis(), 10, 50_000);
  }

  private static void between(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "trilha.live.%s must be between %d and %d, not %d".formatted(what, least, most, value));
    }
  }
}
