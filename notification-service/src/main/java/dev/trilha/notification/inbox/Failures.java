package dev.trilha.notification.inbox;

import java.sql.SQLException;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Whose fault it is that a record could not be applied. */
final class Failures {
  private Failures() {}

  /**
   * Whether the record itself is at fault, so that trying again leads nowhere. In doubt it is not:
   * a record too many that is tried again is better than one that is put aside.
   */
  static boolean isTheRecords(Throwable failure) {
    boolean ofOurs = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return isAboutData(sql.getSQLState());
      }
      ofOurs |=
          cause instanceof NotListeningException
              || cause instanceof DataAccessException
              || cause instanceof TransactionException
              || cause instanceof LockAcquisitionFailedException;
    }
    return !ofOurs && !(failure instanceof Error);
  }

  /** Says what failed without quoting the values: they may be somebody's name. */
  static String describe(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof SQLException sql
        ? "the database refused it with " + sql.getSQLState()
        : cause.getClass().getName() + " at " + place(cause);
  }

  private static String place(Throwable cause) {
    StackTraceElement[] trace = cause.getStackTrace();
    return trace.length == 0 ? "an unknown place" : trace[0].toString();
  }

  /** Class 22: a value that no column takes; class 23: one that breaks a constraint. */
  private static boolean isAboutData(@Nullable String sqlState) {
    return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
  }
}
