package dev.trilha.query.progress;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps an enrollment that is being inserted and its learner's opting out apart: each reads what
 * the other writes, and without the lock neither would see the other. Held until the transaction
 * ends. Writers of progress do not wait for each other.
 */
final class VisibilityLock {
  /** Any number that no other lock of this database has. */
  private static final long KEY = 7_204_911_368_207L;

  private final JdbcClient jdbc;

  VisibilityLock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Nobody appears or disappears from now on. */
  void stays() {
    lock("pg_advisory_xact_lock_shared");
  }

  /** Nobody writes progress from now on. */
  void changes() {
    lock("pg_advisory_xact_lock");
  }

  private void lock(String function) {
    jdbc.sql("SELECT %s(?)".formatted(function)).param(KEY).query(row -> {});
  }
}
