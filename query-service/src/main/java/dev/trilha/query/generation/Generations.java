package dev.trilha.query.generation;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The generations there are, and which of them a thread works on: the one it is bound to, else the
 * one that is served. The name of a generation is the name of its schema.
 */
public class Generations {
  private static final Logger log = LoggerFactory.getLogger(Generations.class);

  private final JdbcClient jdbc;
  private final ThreadLocal<@Nullable String> bound = new ThreadLocal<>();
  private volatile String served = "public";

  /**
   * @param jdbc without a generation
   */
  Generations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param state filling, served or retired
   */
  record Generation(String name, String state, Instant since) {}

  /** The one that this thread works on. */
  String current() {
    String own = bound.get();
    return own == null ? served : own;
  }

  /** The one that is served, as far as this replica knows: it may be behind by a second. */
  public String served() {
    return served;
  }

  /** Asks the database which one is served. */
  public void refresh() {
    String now =
        jdbc.sql("SELECT name FROM service.generation WHERE state = 'served'")
            .query(String.class)
            .single();
    if (!now.equals(served)) {
      log.info("generation {} is served from now on (was {})", now, served);
      served = now;
    }
  }

  /** Before the migrations: there may be no table to ask. */
  String servedBeforeMigration() {
    boolean known =
        jdbc.sql("SELECT to_regclass('service.generation') IS NOT NULL")
            .query(Boolean.class)
            .single();
    if (known) {
      refresh();
    }
    return served;
  }

  List<Generation> all() {
    return jdbc.sql("SELECT name, state, since FROM service.generation ORDER BY since, name")
        .query((row, _) ->
            new Generation(
                row.getString("name"),
                row.getString("state"),
                row.getTimestamp("since").toInstant()))
        .list();
  }

  /** Everything that is done here, in this thread, is done to this generation. */
  public <T> T in(String generation, Supplier<T> work) {
    String before = bound.get();
    bound.set(generation);
    try {
      return work.get();
    } finally {
      if (before == null) {
        bound.remove();
      } else {
        bound.set(before);
      }
    }
  }

  /** This thread has read nothing yet that it needs: it goes on with what is served now. */
  public void renew() {
    if (bound.get() != null) {
      bound.set(served);
    }
  }
}
