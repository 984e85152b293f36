package dev.trilha.notification.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/** Waiting that says what never came. */
public final class Await {
  private Await() {}

  public static ConditionFactory patiently(String whatNeverCame) {
    return await()
        .alias(whatNeverCame)
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofMinutes(2));
  }
}
