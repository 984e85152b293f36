package dev.trilha.query.progress;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The preference {@code wait=n} of RFC 7240, in seconds. What cannot be read is no preference, as
 * the RFC has it.
 */
final class PreferWait {
  private static final Pattern WAIT =
      Pattern.compile("(?i)^\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(;.*)?$");

  private PreferWait() {}

  /** The first that is stated; zero when there is none. */
  static Duration in(@Nullable List<String> preferences) {
    if (preferences == null) {
      return Duration.ZERO;
    }
    for (String line : preferences) {
      for (String preference : line.split(",", -1)) {
        Matcher wait = WAIT.matcher(preference);
        if (wait.matches()) {
          return Duration.ofSeconds(Long.parseLong(wait.group(1)));
        }
      }
    }
    return Duration.ZERO;
  }
}
