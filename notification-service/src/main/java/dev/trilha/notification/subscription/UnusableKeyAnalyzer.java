package dev.trilha.notification.subscription;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one line, instead of a stack trace, why the service does not start. */
public final class UnusableKeyAnalyzer extends AbstractFailureAnalyzer<UnusableKeyException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnusableKeyException cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
