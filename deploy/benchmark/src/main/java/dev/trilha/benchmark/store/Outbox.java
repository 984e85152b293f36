package dev.trilha.benchmark.store;

import java.util.Locale;

/** Ways to hand an event on, besides storing it, in the same statement and commit. */
public enum Outbox {
  /** The event table is the outbox: nothing besides. */
  EVENT_TABLE("%s"),
  /** A row of a table of its own, which somebody has to delete later; that is not counted here. */
  OUTBOX_TABLE(
      """
      with stored as (%s returning stream, event_id, type, payload)
      insert into outbox (stream, event_id, type, payload) select stream, event_id, type, payload from stored\
      """),
  /** A message in the log, and in no table. */
  MESSAGE(
      """
      with stored as (%s returning stream, event_id, type, payload)
      select count(pg_logical_emit_message(true, 'outbox', stream || event_id || type || payload::text)) from stored\
      """);

  static final String TABLE =
      """
      create table if not exists outbox (
        id bigint generated always as identity primary key,
        stream text not null, event_id uuid not null, type text not null, payload json not null
      )
      """;

  private final String statement;

  Outbox(String statement) {
    this.statement = statement.replace('\n', ' ');
  }

  /** A statement that stores events and hands them on. */
  String around(String insert) {
    return statement.formatted(insert);
  }

  /** For instance {@code event_table}, in the names of figures. */
  public String figure() {
    return name().toLowerCase(Locale.ROOT);
  }
}
