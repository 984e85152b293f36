package dev.trilha.benchmark.machine;

/** The benchmark cannot go on. The message is one line for a person. */
public final class BenchmarkFailed extends RuntimeException {
  public BenchmarkFailed(String message) {
    super(message);
  }

  public BenchmarkFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
