package dev.trilha.command.eventstore;

import java.sql.SQLException;

/** What PostgreSQL means by refusing to write. */
final class SqlStates {
  private SqlStates() {}

  /** There is a row with this key: somebody else wrote to the stream. */
  static boolean isConflict(SQLException failure) {
    return "23505".equals(failure.getSQLState());
  }

  /**
   * Whether some of the rows are at fault, so that the others can be written without them: their
   * data (class 22), a constraint (23), their size (54), or what another transaction does to the
   * same rows (40).
   */
  static boolean isOfSomeRows(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && (state.startsWith("22")
            || state.startsWith("23")
            || state.startsWith("40")
            || state.startsWith("54"));
  }
}
