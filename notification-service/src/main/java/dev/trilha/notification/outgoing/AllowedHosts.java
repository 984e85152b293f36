package dev.trilha.notification.outgoing;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a webhook may lie. An entry {@code host} allows https on its own port; an entry {@code
 * 127.0.0.1:port} (or {@code localhost:port}) allows http as well, for a Slack on this machine.
 * Without entries nothing is allowed.
 */
public record AllowedHosts(List<String> entries) {
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z][a-z0-9-]*");
  private static final Pattern LOOPBACK =
      Pattern.compile("(127\\.0\\.0\\.1|localhost):([1-9][0-9]{0,4})");
  private static final Set<Integer> HTTPS_PORTS = Set.of(-1, 443);

  public AllowedHosts {
    entries = entries.stream().map(entry -> entry.strip().toLowerCase(Locale.ROOT)).toList();
    for (String entry : entries) {
      if (!NAME.matcher(entry).matches() && !LOOPBACK.matcher(entry).matches()) {
        throw new IllegalArgumentException(
            "\"%s\" is neither a host name nor 127.0.0.1:port".formatted(entry));
      }
    }
  }

  public boolean allow(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return switch (uri.getScheme()) {
      case "https" -> HTTPS_PORTS.contains(uri.getPort()) && entries.contains(host);
      case "http" -> isLoopback(uri) && entries.contains(host + ":" + uri.getPort());
      default -> false;
    };
  }

  /** Whether the address is one of this machine's own, which only an entry with a port allows. */
  public static boolean isLoopback(URI uri) {
    return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT) + ":" + uri.getPort()).matches();
  }
}
