package dev.trilha.notification.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace of the request that caused something long after it, in the log lines of this thread
 * until closed.
 */
public final class Trace implements AutoCloseable {
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-[0-9a-f]{2}");

  private Trace() {}

  /**
   * @param traceparent as in W3C Trace Context; anything else leaves the lines without a trace
   */
  public static Trace continuing(@Nullable String traceparent) {
    if (traceparent != null) {
      Matcher matcher = TRACEPARENT.matcher(traceparent);
      if (matcher.matches()) {
        MDC.put("traceId", matcher.group("trace"));
        MDC.put("spanId", matcher.group("span"));
      }
    }
    return new Trace();
  }

  @Override
  public void close() {
    MDC.remove("traceId");
    MDC.remove("spanId");
  }
}
