package dev.trilha.standalone.gateway;

import java.util.Set;
import java.util.regex.Pattern;

/** Reads and writes share their addresses; the method decides. */
final class Routes {
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> WRITES = Set.of("PUT", "POST", "PATCH", "DELETE");
  private static final Pattern NOTIFICATIONS =
      Pattern.compile("/v1/(teams/[^/]+/(slack(/test)?|webhooks(/[^/]+)?)|learners/[^/]+/digest)");

  /** The bytes that were published: whoever took them in has them. */
  private static final Pattern SOURCE_OF_A_ROADMAP = Pattern.compile("/v1/roadmaps/[^/]+/source");

  private static final Pattern DOCS = Pattern.compile("/docs/[a-z]+");

  private Routes() {}

  /**
   * @param path without the query, as sent (not decoded)
   */
  static Destination of(String method, String path) {
    if (isUnder("/v1/notifications", path) || NOTIFICATIONS.matcher(path).matches()) {
      return READS.contains(method) || WRITES.contains(method)
          ? Destination.NOTIFICATION
          : Destination.NOBODY;
    }
    if (isUnder("/v1/admin/relay", path)) {
      return READS.contains(method) || WRITES.contains(method)
          ? Destination.COMMAND
          : Destination.NOBODY;
    }
    if (isUnder("/v1", path)) {
      // What is done to the read models, not to what they are made of.
      boolean readModels = isUnder("/v1/admin", path) && WRITES.contains(method);
      if (READS.contains(method) || readModels) {
        return SOURCE_OF_A_ROADMAP.matcher(path).matches()
            ? Destination.COMMAND
            : Destination.QUERY;
      }
      return WRITES.contains(method) ? Destination.COMMAND : Destination.NOBODY;
    }
    if (isUnder("/slack", path)) {
      return Destination.SLACK;
    }
    return path.equals("/") || path.equals("/status") || DOCS.matcher(path).matches()
        ? Destination.GATEWAY
        : Destination.NOBODY;
  }

  private static boolean isUnder(String root, String path) {
    return path.equals(root) || path.startsWith(root + "/");
  }
}
